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
    private static final int LONGEST_ITEM = 3;

    private final int words;
    /** Longs per set of positions. */
    private final int width;

    private final TermHits hits;
    /** Positions whose word stands in the same sentence as the one before it. */
    private final long[] continued;

    /** Positions whose word stands in the same clause as the one before it. */
    private final long[] joined;

    /** Positions whose word stands behind a comma in the sentence of the one before it. */
    private final long[] listed;

    private final long[] negated;
    /** Positions in sentences that urgent rules do not see. */
    private final long[] hidden;
    /** Positions that do not count for the rule that is looked for. */
    private final long[] barred;

    private final long[] current;
    private final long[] wave;
    private final long[] reached;

    private int left;

    /**
     * Looks up every word.
     *
     * @param particles the small words that bound a negation
     * @param met told of each term that occurs, once
     */
    Scan(Words text, TermTrie trie, Particles particles, IntConsumer met) {
        words = text.count();
        left = words;
        width = Math.max(1, (words + Long.SIZE - 1) / Long.SIZE);
        hits = new TermHits(words, width);
        continued = new long[width];
        joined = new long[width];
        listed = new long[width];
        hidden = new long[width];
        barred = new long[width];
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
            if (text.opensItem(i)) {
                listed[i >>> 6] |= 1L << i;
            }
            trie.look(text.chars(), text.start(i), text.end(i), i, found);
        }
        hits.copy(particles.turn(), current);
        for (int i = 0; i < width; i++) {
            joined[i] &= ~current[i];
            listed[i] &= ~current[i];
        }
        hits.copy(particles.negator(), current);
        spread(NEGATION_REACH, false, joined);
        System.arraycopy(reached, 0, negated, 0, width);
        if (hits.has(particles.last())) {
            negateLists(particles);
        }
    }

    /** Negates lists whole that a word such as "no" begins and one such as "or" ends: "no bugs, crashes, or data loss". */
    private void negateLists(Particles particles) {
        BitSet ends = new BitSet(words);
        for (Pattern opening : particles.lists()) {
            if (matches(opening)) {
                ends.or(BitSet.valueOf(current));
            }
        }
        hits.copy(particles.last(), current);
        long[] last = current.clone();
        ends.stream().forEach(opening -> {
            int end = listEnd(opening, last);
            for (int i = opening + 1; i <= end; i++) {
                negated[i >>> 6] |= 1L << i;
            }
        });
    }

    /** The last word of the list behind a word, or that word when there is no list. */
    private int listEnd(int opening, long[] last) {
        int end = opening;
        int itemStart = opening;
        for (int i = opening + 1; i < words && is(continued, i) && i - itemStart <= LONGEST_ITEM + 1; i++) {
            boolean ending = is(last, i);
            if (!ending && !is(joined, i) && !is(listed, i)) {
                return end;
            }
            if (ending || is(listed, i)) {
                itemStart = i;
            }
            if (ending) {
                end = i;
                for (int reach = 0; reach < NEGATION_REACH && end + 1 < words && is(joined, end + 1); reach++) {
                    end++;
                }
            }
        }
        return end;
    }

    private static boolean is(long[] positions, int at) {
        return (positions[at >>> 6] >>> at & 1) != 0;
    }

    /** How many words the rules may look at. */
    int words() {
        return left;
    }

    /** Whether the pattern matches, negated or not. */
    boolean matches(Pattern pattern) {
        Arrays.fill(barred, 0);
        return count(pattern, false, continued) > 0;
    }

    /**
     * At how many words the last part of a pattern of a rule ends; 0 unless all its parts match.
     *
     * @param unseen whether the rule does not see hidden sentences
     */
    int count(Pattern pattern, Rule rule, boolean unseen) {
        long[] bounds = rule.withinClause() ? joined : continued;
        bar(unseen);
        int count = count(pattern, rule.negatable(), bounds);
        if (count == 0 || rule.voidedBy().isEmpty()) {
            return count;
        }
        long[] voided = unseen ? hidden.clone() : new long[width];
        for (Pattern other : rule.voidedBy()) {
            if (matches(other)) {
                for (int i = 0; i < width; i++) {
                    voided[i] |= current[i];
                }
            }
        }
        System.arraycopy(voided, 0, barred, 0, width);
        return count(pattern, rule.negatable(), bounds);
    }

    private void bar(boolean unseen) {
        if (unseen) {
            System.arraycopy(hidden, 0, barred, 0, width);
        } else {
            Arrays.fill(barred, 0);
        }
    }

    /** Hides the sentences in which a pattern of a rule ends from the rules that do not see hidden ones. */
    void hideSentencesWith(Pattern pattern, Rule rule) {
        if (count(pattern, rule, false) > 0) {
            long[] sentences =
                    Arrays.copyOf(sentencesOf(BitSet.valueOf(current)).toLongArray(), width);
            for (int i = 0; i < width; i++) {
                hidden[i] |= sentences[i];
            }
        }
    }

    /**
     * At how many words the last part of a pattern ends; 0 unless all its parts match.
     *
     * @param negatable whether words right after a negator, in its clause, cannot begin a part
     * @param bounds the positions that a part may go on to
     */
    private int count(Pattern pattern, boolean negatable, long[] bounds) {
        for (Pattern.Part part : pattern.parts()) {
            if (!follow(part, negatable, bounds)) {
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
            current[i] &= (negatable ? ~negated[i] : -1L) & ~barred[i];
            any |= current[i] != 0;
        }
        for (int step = 0; any && step < part.steps().size(); step++) {
            any = advance(part.steps().get(step), bounds);
        }
        return any;
    }

    private boolean advance(Pattern.Step step, long[] bounds) {
        spread(step.within(), step.eitherSide(), bounds);
        for (int i = 0; i < width; i++) {
            current[i] = reached[i] & ~barred[i];
        }
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
