/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.util.List;
import java.util.SortedMap;

/**
 * What a scenario found.
 *
 * @param phases measured, in their order; warm-ups are not among them
 * @param counts further counts by what is counted, such as {@code attempts: 201, 503}
 * @param goals the figures to reach and what was measured
 * @param beside figures of others to compare with, measured elsewhere
 * @param costs what pieces of work cost the processes of the product
 */
record ScenarioFindings(
        List<Phase> phases,
        SortedMap<String, SortedMap<String, Long>> counts,
        List<Goal> goals,
        List<Comparison> beside,
        List<UnitCost> costs) {

    /** Findings that nothing is compared with. */
    ScenarioFindings(List<Phase> phases, SortedMap<String, SortedMap<String, Long>> counts, List<Goal> goals) {
        this(phases, counts, goals, List.of(), List.of());
    }

    /** Findings beside figures of others. */
    ScenarioFindings(
            List<Phase> phases,
            SortedMap<String, SortedMap<String, Long>> counts,
            List<Goal> goals,
            List<Comparison> beside) {
        this(phases, counts, goals, beside, List.of());
    }

    boolean met() {
        return goals.stream().allMatch(Goal::met);
    }
}
