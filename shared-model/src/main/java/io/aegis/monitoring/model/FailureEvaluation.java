/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.FailureType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * How good forest and rules together are on days that the forest was not trained on, beside the rules alone on the same days.
 * Faults of one day are alike, so that a forest that has seen some of a day's does well on the others without knowing
 * anything: whole days are left out.
 *
 * @param days that were left out, one after the other
 * @param incidents of those days that could be judged: the rest had enough incidents of two kinds
 * @param together how many of them forest and rules together call by their name
 * @param rules how many the rules do
 * @param forest how many the forest alone does
 */
public record FailureEvaluation(int days, int incidents, int together, int rules, int forest) {

    /**
     * Evaluates.
     *
     * @param incidents of at least two days, or nothing can be judged
     * @throws CancellationException when the thread is interrupted, which it looks at before each day
     */
    public static FailureEvaluation leavingDaysOut(List<LabelledIncident> incidents) {
        SortedSet<LocalDate> days =
                incidents.stream().map(LabelledIncident::day).collect(Collectors.toCollection(TreeSet::new));
        int left = 0;
        int judged = 0;
        int together = 0;
        int rules = 0;
        int alone = 0;
        for (LocalDate day : days) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted before " + day);
            }
            List<LabelledIncident> others = new ArrayList<>(incidents);
            others.removeIf(incident -> incident.day().equals(day));
            if (!FailureForest.learnable(others)) {
                continue;
            }
            FailureForest forest = FailureForest.train(others);
            left++;
            for (LabelledIncident incident : incidents) {
                if (incident.day().equals(day)) {
                    FailureType type = incident.type();
                    judged++;
                    together +=
                            forest.judge(incident.features(), incident.rules()).type() == type ? 1 : 0;
                    rules += incident.rules().type() == type ? 1 : 0;
                    alone += forest.likelihoods(incident.features()).entrySet().stream()
                                            .max(java.util.Map.Entry.comparingByValue())
                                            .orElseThrow()
                                            .getKey()
                                    == type
                            ? 1
                            : 0;
                }
            }
        }
        return new FailureEvaluation(left, judged, together, rules, alone);
    }

    /** Whether it is worth using: it calls more incidents by their name than the rules do. */
    public boolean better() {
        return together > rules;
    }
}
