/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Where the terms of a rule set occur in one text, as one set of word positions per term, and the matching of patterns
 * over these sets. A pattern is matched by moving the whole set of positions on from word to word, so the time is
 * bounded by its length and nothing is tried twice. Not thread-safe: one scan serves one text.
 */
final class Scan {

    private static final int NEGATION_REACH = 3;

    private final int words;
    /** Longs per set of positions. */
    private final int width;

    private final TermHits hits;
    /** Positions whose word stands in the same sentence as the one before it. */
    private final long[] continued;

    /** Positions whose word stands in the same clause as the one before it. */
    private final long[] joined;

    private final long[] negated;
    private final long[] current;
    private final long[] wave;
    private final long[] reached;

    private int left;

    /**
     * Looks up every word.
     *
     * @param negator the id of the term of the negators
     * @param turn the id of the term of the words that begin a clause, such as "but"
     * @param met told of each term that occurs, once
     */
    Scan(Words text, TermTrie trie, int negator, int turn, IntConsumer met) {
        words = text.count();
        left = words;
        width = Math.max(1, (words + Long.SIZE - 1) / Long.SIZE);
        hits = new TermHits(words, width);
        continued = new long[width];
        joined = new long[width];
        current = new long[width];
        wave = new long[width];
        reached = new long[width];
        negated = new long[width];
        TermTrie.Sink found = (term, at) -> {
            if (hits.add(term, at)) {
                met.accept(term);
            }
        };
        for (int i = 0; i < words; i++) {
            if (!text.opensSentence(i)) {
                continued[i >>> 6] |= 1L << i;
            }
            if (!text.opensClause(i)) {
                joined[i >>> 6] |= 1L << i;
            }
            trie.look(text.chars(), text.start(i), text.end(i), i, found);
        }
        hits.copy(turn, current);
        for (int i = 0; i < width; i++) {
            joined[i] &= ~current[i];
        }
        hits.copy(negator, current);
        spread(NEGATION_REACH, false, joined);
        System.arraycopy(reached, 0, negated, 0, width);
    }

    /** How many words the rules may look at. */
    int words() {
        return left;
    }

    /** Whether the pattern matches, negated or not. */
    boolean matches(Pattern pattern) {
        return count(pattern, false, false) > 0;
    }

    /**
     * At how many words the last part of a pattern ends; 0 unless all its parts match.
     *
     * @param negatable whether words right after a negator, in its clause, cannot begin a part
     * @param withinClause whether a part has to stay inside one clause
     */
    int count(Pattern pattern, boolean negatable, boolean withinClause) {
        for (Pattern.Part part : pattern.parts()) {
            if (!follow(part, negatable, withinClause ? joined : continued)) {
                return 0;
            }
        }
        int count = 0;
        for (long positions : current) {
            count += Long.bitCount(positions);
        }
        return count;
    }

    /** Forgets all words of the sentences in which one of the patterns ends. Tells whether there were any. */
    boolean forgetSentencesWith(List<Pattern> patterns) {
        BitSet ends = new BitSet(words);
        for (Pattern pattern : patterns) {
            if (matches(pattern)) {
                ends.or(BitSet.valueOf(current));
            }
        }
        if (!ends.isEmpty()) {
            forget(sentencesOf(ends));
        }
        return !ends.isEmpty();
    }

    private BitSet sentencesOf(BitSet positions) {
        BitSet inside = BitSet.valueOf(continued);
        BitSet sentences = new BitSet(words);
        positions.stream().forEach(position -> {
            int opening = inside.previousClearBit(position);
            int nextOpening = Math.min(inside.nextClearBit(position + 1), words);
            sentences.set(opening, nextOpening);
        });
        return sentences;
    }

    private void forget(BitSet positions) {
        hits.forget(Arrays.copyOf(positions.toLongArray(), width));
        left = words - positions.cardinality();
    }

    /** Moves {@code current} along the part; afterwards it holds where the part ends. */
    private boolean follow(Pattern.Part part, boolean negatable, long[] bounds) {
        hits.copy(part.first(), current);
        boolean any = false;
        for (int i = 0; i < width; i++) {
            current[i] &= negatable ? ~negated[i] : -1L;
            any |= current[i] != 0;
        }
        for (int step = 0; any && step < part.steps().size(); step++) {
            any = advance(part.steps().get(step), bounds);
        }
        return any;
    }

    private boolean advance(Pattern.Step step, long[] bounds) {
        spread(step.within(), step.eitherSide(), bounds);
        System.arraycopy(reached, 0, current, 0, width);
        return hits.retain(step.term(), current);
    }

    /** Sets {@code reached} to the positions up to {@code within} words from the current ones, inside their bounds. */
    private void spread(int within, boolean eitherSide, long[] bounds) {
        Arrays.fill(reached, 0);
        System.arraycopy(current, 0, wave, 0, width);
        for (int i = 0; i < within; i++) {
            waveForward(bounds);
        }
        if (eitherSide) {
            System.arraycopy(current, 0, wave, 0, width);
            for (int i = 0; i < within; i++) {
                waveBackward(bounds);
            }
        }
    }

    private void waveForward(long[] bounds) {
        long carry = 0;
        for (int i = 0; i < width; i++) {
            long shifted = (wave[i] << 1 | carry) & bounds[i];
            carry = wave[i] >>> 63;
            wave[i] = shifted;
            reached[i] |= shifted;
        }
    }

    private void waveBackward(long[] bounds) {
        long carry = 0;
        for (int i = width - 1; i >= 0; i--) {
            long movable = wave[i] & bounds[i];
            wave[i] = movable >>> 1 | carry;
            carry = movable << 63;
            reached[i] |= wave[i];
        }
    }
}
