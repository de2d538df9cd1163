/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one metric of a service says, by that of its series that is raised most.
 *
 * @param evidence against what is usual
 * @param seasoned whether what is usual rests on enough minutes before the window, or only on the window itself
 * @param firstMinute whether all that is known of it, stored or sent, lies within one minute
 */
public record MetricFinding(MetricEvidence evidence, boolean seasoned, boolean firstMinute) {

    /** By how much is said; findings that are equal in this say the same, so that the order of series changes nothing. */
    static final Comparator<MetricFinding> TELLING = Comparator.comparingDouble(
                    (MetricFinding finding) -> finding.evidence().raised())
            .thenComparingDouble(finding -> finding.evidence().peak())
            .thenComparing(finding -> finding.evidence().values(), MetricFinding::compare)
            .thenComparing(finding -> finding.evidence().deviations(), MetricFinding::compare)
            .thenComparingDouble(finding -> finding.evidence().usual())
            .thenComparing(MetricFinding::seasoned)
            .thenComparing(MetricFinding::firstMinute);

    private static final double UNREMARKABLE = 2;
    private static final double NEAR = 0.9;

    private static int compare(List<Double> one, List<Double> other) {
        return Arrays.compare(one.toArray(new Double[0]), other.toArray(new Double[0]));
    }

    /** Whether the metric does what it always does, however high that is. */
    boolean habitual() {
        return seasoned && evidence.raised() < UNREMARKABLE;
    }

    /**
     * The same of a metric that drifts: what grows for long widens its own spread, so that it has to have been about that high for half of
     * its past, too.
     *
     * @param least the value that it has reached
     */
    boolean habituallyNear(double least) {
        return habitual() && evidence.usual() >= NEAR * least;
    }
}
