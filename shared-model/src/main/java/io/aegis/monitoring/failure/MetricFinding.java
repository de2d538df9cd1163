package io.aegis.monitoring.failure;

/**
 * What one metric of a service says, by that of its series that is raised most.
 *
 * @param evidence against what is usual
 * @param seasoned whether what is usual rests on enough minutes before the window, or only on the window itself
 */
public record MetricFinding(MetricEvidence evidence, boolean seasoned) {

    private static final double UNREMARKABLE = 2;

    /** Whether the metric does what it always does, however high that is. */
    boolean habitual() {
        return seasoned && evidence.raised() < UNREMARKABLE;
    }
}
