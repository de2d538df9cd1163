/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.logs.FatalSign;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogSigns;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is a failure whatever was usual, so that a service without any past is judged too. Where there is a past, what always
 * was so is no sign. Judgement, not measured.
 */
public enum AbsoluteFailureSign {
    /** Errors tell of a dependency that does not answer. */
    TIMEOUT,
    /** It starts or ends again and again, and says so in warnings or errors. */
    CRASH,
    /** A fifth of its requests failed, likewise; or a twentieth where that is clearly more than usual. */
    ERROR_RATE,
    /** Its processor was 90 % busy in the last two minutes; by itself not in the first minute that is known of it. */
    CPU,
    /** Its memory was 90 % full, likewise. */
    MEMORY,
    /** A line says that there was no memory left; this and the next two unless its lines of an hour always do. */
    OUT_OF_MEMORY,
    /** A line says that there was no room left on a disk. */
    DISK_FULL,
    /** A line says that its program ended by its own fault. */
    CRASHED,
    /** Most of its lines are errors, and nothing is known of the minutes before. */
    ERRORS,
    /** Another system's alert that somebody is to be woken for, or that says that it does not run. */
    ALERT;

    private static final double FAILING = 0.2;
    private static final double RISEN = 0.05;
    private static final double CLEARLY = 5;

    /** Percent of a processor or of memory. */
    static final double FULL = 90;

    private static final Set<AbsoluteFailureSign> LEVELS = Set.of(CPU, MEMORY);
    private static final Set<AbsoluteFailureSign> FATAL = Set.of(OUT_OF_MEMORY, DISK_FULL, CRASHED);

    private static final int YOUNG = 8;
    private static final int GROWN = 60;
    private static final double RAISED = 3;
    private static final int CRASHES = 3;
    private static final int FEWEST_ERRORS = 5;
    private static final double MOST = 0.5;

    /**
     * The signs that a service shows.
     *
     * @param logMinutes minutes of logs that are known from before the window
     */
    static Set<AbsoluteFailureSign> of(Finding finding, int logMinutes) {
        Set<AbsoluteFailureSign> signs = EnumSet.noneOf(AbsoluteFailureSign.class);
        add(signs, CPU, atLimit(finding, MetricType.CPU_USAGE));
        add(signs, MEMORY, atLimit(finding, MetricType.MEMORY_USAGE));
        add(signs, ERROR_RATE, atLimit(finding, MetricType.ERROR_RATE));
        boolean unusual = logMinutes < GROWN || finding.logs().errors() >= RAISED;
        add(signs, TIMEOUT, unusual && !finding.timeouts().isEmpty());
        add(signs, CRASH, crashing(finding));
        Set<FatalSign> fatal =
                logMinutes < GROWN ? finding.fatal().keySet() : finding.logs().fatal();
        fatal.forEach(sign -> signs.add(of(sign)));
        int errors = finding.errors().size();
        add(
                signs,
                ERRORS,
                logMinutes < YOUNG
                        && errors >= FEWEST_ERRORS
                        && errors >= MOST * finding.lines().size());
        add(signs, ALERT, finding.alerts().stream().anyMatch(FiringAlert::grave));
        // Some work at the limit all the time, and in the first minute nobody knows which do.
        return levelsAlone(finding, signs, MetricFinding::firstMinute) ? Set.of() : signs;
    }

    /** Whether a sign speaks for a failure that is more than a level of which nobody knows whether it is usual. */
    static boolean isFamiliar(Finding finding, int logMinutes) {
        Set<AbsoluteFailureSign> signs = of(finding, logMinutes);
        return !signs.isEmpty() && !levelsAlone(finding, signs, metric -> !metric.seasoned());
    }

    private static boolean levelsAlone(
            Finding finding, Set<AbsoluteFailureSign> signs, Predicate<MetricFinding> unknown) {
        return !signs.isEmpty()
                && LEVELS.containsAll(signs)
                && !finding.remarkable()
                && signs.stream()
                        .map(sign -> sign == CPU ? MetricType.CPU_USAGE : MetricType.MEMORY_USAGE)
                        .allMatch(type -> finding.metric(type).filter(unknown).isPresent());
    }

    /** The sign that a line gives. */
    static AbsoluteFailureSign of(FatalSign sign) {
        return switch (sign) {
            case OUT_OF_MEMORY -> OUT_OF_MEMORY;
            case DISK_FULL -> DISK_FULL;
            case CRASHED -> CRASHED;
        };
    }

    /** Whether it is what a program says that could not go on. */
    boolean isFatal() {
        return FATAL.contains(this);
    }

    private static void add(Set<AbsoluteFailureSign> signs, AbsoluteFailureSign sign, boolean shown) {
        if (shown) {
            signs.add(sign);
        }
    }

    private static boolean atLimit(Finding finding, MetricType type) {
        return finding.metric(type).filter(metric -> atLimit(type, metric)).isPresent();
    }

    private static boolean failing(MetricFinding errors) {
        boolean risen = errors.seasoned() && errors.evidence().latest() >= CLEARLY && now(errors.evidence(), RISEN);
        return risen || (!errors.habitual() && now(errors.evidence(), FAILING));
    }

    /** Whether a metric is a sign by itself. */
    static boolean atLimit(MetricType type, MetricFinding metric) {
        return switch (type) {
            case CPU_USAGE, MEMORY_USAGE -> !habitual(type, metric) && now(metric.evidence(), FULL);
            case ERROR_RATE -> failing(metric);
            case REQUEST_RATE, RESPONSE_TIME, DISK_IO -> false;
        };
    }

    /** Whether a metric does what it always does; memory drifts. */
    static boolean habitual(MetricType type, MetricFinding metric) {
        return type == MetricType.MEMORY_USAGE ? metric.habituallyNear(FULL) : metric.habitual();
    }

    /** Whether the last two minutes that have samples reach a value: what is over is no longer a failure. */
    private static boolean now(MetricEvidence metric, double least) {
        List<Double> known =
                metric.values().stream().filter(value -> !value.isNaN()).toList();
        return known.stream().skip(Math.max(0, known.size() - 2)).allMatch(value -> value >= least);
    }

    private static boolean crashing(Finding finding) {
        long restarts = finding.lines().stream().filter(LogSigns::restarts).count();
        return restarts >= CRASHES
                && finding.lines().stream()
                        .anyMatch(
                                line -> LogSigns.restarts(line) && line.level().compareTo(LogLevel.WARN) >= 0);
    }
}
