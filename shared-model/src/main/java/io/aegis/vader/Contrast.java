/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import io.aegis.vader.Word.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** The rule of "but": what comes after the first one counts more than what came before. */
final class Contrast {

    private static final double BEFORE = 0.5;
    private static final double AFTER = 1.5;

    private final double[] valences;
    private final int but;

    /** The words of each valence, first ones first. */
    private final Map<Double, Queue<Integer>> indexes = new HashMap<>();

    private Contrast(double[] valences, int but) {
        this.valences = valences;
        this.but = but;
        for (int i = 0; i < valences.length; i++) {
            if (valences[i] != 0) {
                indexed(valences[i]).add(i);
            }
        }
    }

    /** Changes the valences of the words in place. */
    static void apply(Tokens tokens, double[] valences) {
        int but = tokens.indexOf(Role.BUT);
        if (but >= 0) {
            new Contrast(valences, but).weigh();
        }
    }

    /**
     * For each word, in turn, the reference scales the first word that has its valence at that moment, which need not be
     * the word itself: a valence halved before "but" is found again for an equal one behind it. The index keeps this from
     * taking quadratic time on a text made for it. Scaling 0 changes nothing, so neutral words are left out.
     */
    private void weigh() {
        for (int i = 0; i < valences.length; i++) {
            if (valences[i] != 0) {
                scaleFirst(indexed(valences[i]));
            }
        }
    }

    private void scaleFirst(Queue<Integer> equal) {
        int first = equal.remove();
        valences[first] *= first < but ? BEFORE : AFTER;
        indexed(valences[first]).add(first);
    }

    private Queue<Integer> indexed(double valence) {
        return indexes.computeIfAbsent(valence, v -> new PriorityQueue<>());
    }
}
