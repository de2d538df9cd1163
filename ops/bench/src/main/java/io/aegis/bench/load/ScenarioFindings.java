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
 */
record ScenarioFindings(
        List<Phase> phases,
        SortedMap<String, SortedMap<String, Long>> counts,
        List<Goal> goals,
        List<Comparison> beside) {

    /** Findings that nothing is compared with. */
    ScenarioFindings(List<Phase> phases, SortedMap<String, SortedMap<String, Long>> counts, List<Goal> goals) {
        this(phases, counts, goals, List.of());
    }

    boolean met() {
        return goals.stream().allMatch(Goal::met);
    }
}
