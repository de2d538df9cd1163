/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The runs of words of a text: from each word on as many as have {@value #LENGTH} letters together, as one number. By them it is told
 * what texts share word for word, such as a signature, wherever it stands and whatever is around it. All numbers count as one, so that
 * an order's number makes no other run. Immutable.
 */
public final class WordRuns {

    /** Letters of a run, at the least. */
    static final int LENGTH = 15;

    /** With fewer letters than these, what is left of a text says nothing by itself. */
    static final int LEAST_REST = 6;

    private final String text;
    private final List<WordTokenizer.Word> words;
    private final List<WordTokenizer.Mark> marks;
    private final long[] runs;
    /** The word behind each run; that of the run itself where the text ends before there is one. */
    private final int[] ends;

    private WordRuns(String text, List<WordTokenizer.Word> words, List<WordTokenizer.Mark> marks) {
        this.text = text;
        this.words = words;
        this.marks = marks;
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
        WordTokenizer read = WordTokenizer.read(text);
        return new WordRuns(text, read.words(), read.marks());
    }

    /** The hash of a word, from the one before its last letter. */
    static long mixed(long hash, int letter) {
        return Shingles.mixedWhole(hash ^ Character.toLowerCase(letter));
    }

    /** How many words the text has. */
    public int words() {
        return words.size();
    }

    /** All by which it may be told what is common, each once: runs, and what may be labels of a form. */
    public Set<Long> runs() {
        Set<Long> all = HashSet.newHashSet(runs.length);
        forEachRun(all::add);
        Label.of(this).forEach(label -> all.addAll(label.keys()));
        return all;
    }

    /** The different words that are left without what is common. */
    public DistinctWords distinct(Set<Long> common) {
        BitSet left = left(common);
        return DistinctWords.of(left.stream().mapToLong(word -> words.get(word).stem()));
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
        BitSet left = left(common);
        return left.cardinality() == words.size() ? text : within(left);
    }

    /** The words that are left without what is in some runs: of a form without its labels and what is beside them, if that says enough. */
    private BitSet left(Set<Long> common) {
        BitSet all = new BitSet();
        all.set(0, words.size());
        if (common.isEmpty()) {
            return all;
        }
        BitSet covered = covered(common);
        Form form = Form.of(this, common);
        for (BitSet more : form.isEmpty() ? List.of(new BitSet()) : List.of(form.labelsAndFields(), form.labels())) {
            BitSet left = (BitSet) all.clone();
            left.andNot(covered);
            left.andNot(more);
            if (letters(left) >= LEAST_REST) {
                return left;
            }
        }
        return all;
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
    Set<Long> runsWithin(BitSet some) {
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
        return words.stream().mapToInt(WordTokenizer.Word::letters).sum();
    }

    /** What is not in some words. */
    String outside(BitSet some) {
        BitSet others = (BitSet) some.clone();
        others.flip(0, words.size());
        return within(others);
    }

    /** What is in some words. */
    private String within(BitSet some) {
        StringBuilder within = new StringBuilder();
        int word = some.nextSetBit(0);
        while (word >= 0) {
            int end = some.nextClearBit(word);
            within.append(within.isEmpty() ? "" : " ");
            within.append(text, words.get(word).from(), words.get(end - 1).to());
            word = some.nextSetBit(end);
        }
        return within.toString();
    }

    /** Colons and question marks, in order. */
    List<WordTokenizer.Mark> marks() {
        return marks;
    }

    /** Whether a label of a form may begin with a word. */
    boolean opens(int word) {
        return words.get(word).opens();
    }

    /** How many letters a word has. */
    int lettersOf(int word) {
        return words.get(word).letters();
    }

    /** The hash of a word. */
    long hash(int word) {
        return words.get(word).hash();
    }
}
