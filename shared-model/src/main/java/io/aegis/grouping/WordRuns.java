/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The runs of words of a text: from each word on as many as have {@value #LENGTH} letters together, as one number. By them it is told
 * what texts share word for word, such as a signature, wherever it stands and whatever is around it. All numbers count as one, so that
 * an order's number makes no other run. A letter of a script that puts no spaces between words is a word, and counts as {@value #WIDE}.
 * Immutable.
 */
public final class WordRuns {

    /** Letters of a run, at the least. */
    static final int LENGTH = 15;

    /** With fewer letters than these, what is left of a text says nothing by itself. */
    static final int LEAST_REST = 6;

    private static final int WIDE = 3;

    /** Below it are alphabets with spaces between words alone. */
    private static final int FIRST_WITHOUT_SPACES = 0x0E00;

    private final String text;
    private final List<Word> words;
    private final long[] runs;
    /** The word behind each run; that of the run itself where the text ends before there is one. */
    private final int[] ends;

    /**
     * A word.
     *
     * @param from its first character
     * @param to the character behind it
     * @param letters that it has, without digits
     * @param hash of it, in lower case
     */
    private record Word(int from, int to, int letters, long hash) {}

    private WordRuns(String text, List<Word> words) {
        this.text = text;
        this.words = words;
        this.runs = new long[words.size()];
        this.ends = new int[words.size()];
        for (int first = 0; first < runs.length; first++) {
            long run = 0;
            int letters = 0;
            int next = first;
            while (next < runs.length && letters < LENGTH) {
                run = Shingles.mixedWhole(run ^ words.get(next).hash());
                letters += words.get(next).letters();
                next++;
            }
            runs[first] = run;
            ends[first] = letters < LENGTH ? first : next;
        }
    }

    /** The runs of a text. Takes time linear in the text. */
    public static WordRuns of(String text) {
        List<Word> words = new ArrayList<>(text.length() / 5 + 1);
        int from = 0;
        int letters = 0;
        long hash = 0;
        boolean digit = false;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            boolean alone = isAlone(character);
            if (alone || !Shingles.counts(character)) {
                if (from < at) {
                    words.add(new Word(from, at, letters, hash));
                }
                if (alone) {
                    words.add(new Word(at, next, WIDE, Shingles.mixedWhole(character)));
                }
                from = next;
                letters = 0;
                hash = 0;
                digit = false;
            } else if (Character.isDigit(character)) {
                hash = digit ? hash : Shingles.mixedWhole(hash ^ '0');
                digit = true;
            } else {
                hash = Shingles.mixedWhole(hash ^ Character.toLowerCase(character));
                letters++;
                digit = false;
            }
            at = next;
        }
        if (from < at) {
            words.add(new Word(from, at, letters, hash));
        }
        return new WordRuns(text, words);
    }

    private static boolean isAlone(int character) {
        return character >= FIRST_WITHOUT_SPACES
                && Character.isLetter(character)
                && switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }

    /** How many words the text has. */
    public int words() {
        return words.size();
    }

    /** All runs, each once. */
    public Set<Long> runs() {
        Set<Long> all = HashSet.newHashSet(runs.length);
        forEachRun(all::add);
        return all;
    }

    /** Hands all runs on, as often as they are there. */
    public void forEachRun(LongConsumer each) {
        for (int first = 0; first < runs.length; first++) {
            if (ends[first] > first) {
                each.accept(runs[first]);
            }
        }
    }

    /** The text without what is in some runs; all of it when what is left would say nothing. */
    public String without(Set<Long> common) {
        if (common.isEmpty()) {
            return text;
        }
        BitSet covered = covered(common);
        return covered.isEmpty() || letters() - letters(covered) < LEAST_REST ? text : outside(covered);
    }

    /** Which words are in some runs. */
    BitSet covered(Set<Long> common) {
        BitSet covered = new BitSet();
        for (int first = 0; first < runs.length; first++) {
            if (ends[first] > first && common.contains(runs[first])) {
                covered.set(first, ends[first]);
            }
        }
        return covered;
    }

    /** The runs whose words are all among some. */
    Set<Long> within(BitSet some) {
        Set<Long> within = new HashSet<>();
        for (int first = 0; first < runs.length; first++) {
            if (ends[first] > first && some.nextClearBit(first) >= ends[first]) {
                within.add(runs[first]);
            }
        }
        return within;
    }

    /** Letters of some words. */
    int letters(BitSet some) {
        return some.stream().map(word -> words.get(word).letters()).sum();
    }

    /** Letters of all words. */
    int letters() {
        return words.stream().mapToInt(Word::letters).sum();
    }

    /** What is not in some words. */
    String outside(BitSet some) {
        StringBuilder outside = new StringBuilder();
        int word = some.nextClearBit(0);
        while (word < words.size()) {
            int set = some.nextSetBit(word);
            int end = set < 0 ? words.size() : set;
            outside.append(outside.isEmpty() ? "" : " ");
            outside.append(text, words.get(word).from(), words.get(end - 1).to());
            word = some.nextClearBit(end);
        }
        return outside.toString();
    }
}
