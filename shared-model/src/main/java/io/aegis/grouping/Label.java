/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Words before a colon or question mark, which may be a label of a form. White space is one space when texts are compared, so where a
 * label begins is not told by lines: with a capital letter, after punctuation, or after a space where letters have no case.
 *
 * @param mark the number of the colon or question mark
 * @param from its first word
 * @param end the word behind it
 * @param colon whether a colon ends it
 * @param whole whether nothing is between it and the mark before, so that it may be what somebody wrote there
 * @param hash of its words
 */
record Label(int mark, int from, int end, boolean colon, boolean whole, long hash) {

    /** So many make a form. */
    private static final int LEAST = 3;

    /** So many do when colons end all of them. */
    private static final int LEAST_WITH_COLONS = 2;

    private static final int MOST_WORDS = 20;
    private static final int MOST_OF_MARK = 8;
    private static final int LEAST_LETTERS = 2;
    private static final long QUESTION = 0x51AE_0C3D_7B62_94F1L;
    private static final long FIELD = 0x2D6B_B38E_15F0_C947L;

    /** What may be labels of a text, by their marks, the shorter ones of each first; none of a text with too few marks. */
    static List<Label> of(WordRuns text) {
        List<WordTokenizer.Mark> marks = text.marks();
        if (marks.size() < LEAST_WITH_COLONS) {
            return List.of();
        }
        List<Label> labels = new ArrayList<>();
        int before = 0;
        for (int mark = 0; mark < marks.size(); mark++) {
            int end = marks.get(mark).words();
            long hash = 0;
            int letters = 0;
            int found = 0;
            for (int word = end - 1; word >= Math.max(before, end - MOST_WORDS) && found < MOST_OF_MARK; word--) {
                hash = Shingles.mixedWhole(hash ^ text.hash(word));
                letters += text.lettersOf(word);
                if (text.opens(word) && letters >= LEAST_LETTERS) {
                    boolean whole = mark > 0 && word == before;
                    labels.add(new Label(mark, word, end, marks.get(mark).colon(), whole, hash));
                    found++;
                }
            }
            before = end;
        }
        return labels;
    }

    /** Whether some labels of one text make it a form. */
    static boolean makeForm(List<Label> labels) {
        return labels.size() >= LEAST
                || (labels.size() >= LEAST_WITH_COLONS && labels.stream().allMatch(Label::colon));
    }

    /** By it the label is learned when statements are written behind it. */
    long question() {
        return Shingles.mixedWhole(hash ^ QUESTION);
    }

    /** By it the label is learned when names, numbers, yes and no are written behind it. */
    long field() {
        return Shingles.mixedWhole(hash ^ FIELD);
    }

    /** Both of them. */
    Set<Long> keys() {
        return Set.of(question(), field());
    }
}
