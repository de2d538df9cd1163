/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what texts share that are different otherwise: signatures, disclaimers, the questions of a survey. That says nothing about
 * whether they say the same. Words count as such when {@value #TEXTS} texts at least have them, as the greater part of what they are,
 * and the rest of each is a statement that is no near-duplicate of another's. So neither a complaint that many make with a number or a
 * name of their own is taken for one, nor a turn of speech, nor one to which everybody adds one of a few sentences: where what is
 * shared says nothing, hardly two rests are alike. The labels of forms are told by {@link FormLabels}.
 */
public final class CommonRuns {

    /** Texts with the same words and different rests. */
    static final int TEXTS = 12;

    /** With fewer texts nothing is learned. */
    public static final int FEWEST = FormLabels.TEXTS;

    /**
     * Letters that are shared without a gap, at the least, some eight words: less is how many begin a sentence about the same matter, each
     * with a reason of their own, and the matter is not to be lost.
     */
    private static final int LEAST_SHARED = 40;

    /** Letters of a statement: four words or so. A greeting, a name or a plea has fewer. */
    static final int LEAST_STATEMENT = 14;

    /** So many statements may be near-duplicates of others until {@value #TEXTS} different ones are found. */
    private static final int MOST_ALIKE = 4;

    private static final int BITS = 14;

    private CommonRuns() {}

    /** What is beside a run in the texts that have it. */
    private static final class Rests {
        private final List<Shingles> different = new ArrayList<>(TEXTS);
        private int alike;

        void add(Shingles statement) {
            if (different.size() == TEXTS || alike > MOST_ALIKE) {
                return;
            }
            if (different.stream().anyMatch(each -> each.jaccard(statement) >= MinHashBands.NEAR_DUPLICATE)) {
                alike++;
            } else {
                different.add(statement);
            }
        }

        boolean areDifferent() {
            return different.size() == TEXTS && alike <= MOST_ALIKE;
        }
    }

    /**
     * The runs that texts share which are different otherwise, and the labels of forms.
     *
     * @param texts some hundred at most
     * @param known runs that are known for that already
     */
    public static Set<Long> of(List<WordRuns> texts, Set<Long> known) {
        Set<Long> labels = FormLabels.of(texts, known);
        Map<Long, Integer> holders = holders(texts);
        holders.values().removeIf(count -> count < TEXTS);
        holders.keySet().removeAll(known);
        if (holders.isEmpty()) {
            return labels;
        }
        Set<Long> forms = new HashSet<>(known);
        forms.addAll(labels);
        Set<Long> covering = new HashSet<>(known);
        covering.addAll(holders.keySet());
        Map<Long, Rests> rests = new HashMap<>();
        for (WordRuns text : texts) {
            BitSet shared = shared(text, covering);
            Form form = Form.of(text, forms);
            shared.andNot(form.between());
            shared.or(form.labelsAndFields());
            int letters = text.letters(shared);
            int rest = text.letters() - letters;
            if (rest >= LEAST_STATEMENT && letters >= rest) {
                Shingles statement = Shingles.of(text.outside(shared));
                for (Long run : text.runsWithin(shared)) {
                    if (holders.containsKey(run)) {
                        rests.computeIfAbsent(run, _ -> new Rests()).add(statement);
                    }
                }
            }
        }
        rests.values().removeIf(its -> !its.areDifferent());
        Set<Long> learned = new HashSet<>(labels);
        learned.addAll(rests.keySet());
        return learned;
    }

    /** How many texts have each run, of those that many may have: a first count by a few bits of each leaves most out. */
    private static Map<Long, Integer> holders(List<WordRuns> texts) {
        int[] atMost = new int[1 << BITS];
        texts.forEach(text -> text.forEachRun(run -> atMost[bucket(run)]++));
        Map<Long, Integer> holders = new HashMap<>();
        for (WordRuns text : texts) {
            Set<Long> its = new HashSet<>();
            text.forEachRun(run -> {
                if (atMost[bucket(run)] >= TEXTS && its.add(run)) {
                    holders.merge(run, 1, Integer::sum);
                }
            });
        }
        return holders;
    }

    private static int bucket(long run) {
        return (int) (run >>> (Long.SIZE - BITS));
    }

    /** The words of a text that are in runs, as far as they are many in a row. */
    private static BitSet shared(WordRuns text, Set<Long> covering) {
        BitSet covered = text.covered(covering);
        BitSet shared = new BitSet();
        int from = covered.nextSetBit(0);
        while (from >= 0) {
            int to = covered.nextClearBit(from);
            BitSet stretch = new BitSet();
            stretch.set(from, to);
            if (text.letters(stretch) >= LEAST_SHARED) {
                shared.or(stretch);
            }
            from = covered.nextSetBit(to);
        }
        return shared;
    }
}
