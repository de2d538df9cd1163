/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.logs.FatalSign;
import io.aegis.monitoring.logs.LogSigns;
import java.util.Collection;
import java.util.Optional;

/**
 * Which kind of failure the evidence looks like, by rules that need no training. Crash loops, timeouts, disks and surges of
 * traffic were not in the data that the rules were made on.
 *
 * @param type the kind
 * @param confidence in the kind, not in there being a failure; 0 to 1
 * @param sufficient whether this evidence is a failure whatever the rest says
 */
public record Diagnosis(FailureType type, double confidence, boolean sufficient) {

    private static final double CLEAR = 4;
    private static final double SURE = 0.95;
    private static final double LIKELY = 0.6;
    private static final double UNSURE = 0.3;

    /** Deviations that last, such as one minute in ten of a system at rest shows somewhere (Online Boutique). */
    private static final double SLOW = 2;

    private static final double BUSY = 60;
    private static final double FULL = AbsoluteFailureSign.FULL;

    /** Percent points that memory has to grow by to be the matter. */
    private static final double GROWN = 10;

    private static final double FAILING = 0.2;
    private static final double WIDESPREAD = 0.3;

    /**
     * Judges by rules.
     *
     * @param services evidence of each
     * @param suspect the evidence of the most suspicious one
     * @param signs what the lines of the window say
     * @param logs whether there are any lines
     */
    public static Diagnosis of(
            Collection<ServiceEvidence> services, ServiceEvidence suspect, LogSigns signs, boolean logs) {
        return of(services, suspect, signs, logs, CallGraph.NONE);
    }

    /** The same, where calls between services may have been measured. */
    static Diagnosis of(
            Collection<ServiceEvidence> services,
            ServiceEvidence suspect,
            LogSigns signs,
            boolean logs,
            CallGraph calls) {
        if (signs.restarting().isPresent()) {
            return new Diagnosis(FailureType.CRASH_LOOP, SURE, false);
        }
        if (signs.fatal().isPresent()) {
            return new Diagnosis(typeOf(signs.fatal().get().sign()), SURE, true);
        }
        boolean hot = hot(suspect);
        boolean full = full(suspect, MetricType.MEMORY_USAGE);
        if (full || memoryRose(suspect, hot)) {
            return new Diagnosis(FailureType.MEMORY_PRESSURE, SURE, full);
        }
        // A processor that has room left is no reason for requests to fail.
        boolean bystander = !busy(suspect) && failedRequests(services) >= CLEAR;
        if ((hot && !bystander) || full(suspect, MetricType.CPU_USAGE)) {
            return new Diagnosis(FailureType.CPU_SATURATION, SURE, saturated(suspect));
        }
        if (signs.timeout().isPresent()) {
            return new Diagnosis(FailureType.DEPENDENCY_TIMEOUT, LIKELY, true);
        }
        double slowness = Math.max(slowness(services), calls.wait(suspect.service()));
        return byMetrics(services, suspect)
                .orElseGet(() -> logs ? byLogs(services, slowness) : withoutLogs(services, suspect, slowness));
    }

    /** The kind of failure that a line names. Of a program that ended once it is not known whether it will again. */
    static FailureType typeOf(FatalSign sign) {
        return switch (sign) {
            case OUT_OF_MEMORY -> FailureType.MEMORY_PRESSURE;
            case DISK_FULL -> FailureType.DISK_SATURATION;
            case CRASHED -> FailureType.CRASH_LOOP;
        };
    }

    private static Optional<Diagnosis> byMetrics(Collection<ServiceEvidence> services, ServiceEvidence suspect) {
        boolean disk = suspect.metric(MetricType.DISK_IO)
                .filter(io -> io.raised() >= CLEAR && io.peak() >= 3 * io.usual())
                .isPresent();
        if (disk) {
            return Optional.of(new Diagnosis(FailureType.DISK_SATURATION, LIKELY, false));
        }
        boolean errors = services.stream().anyMatch(service -> errors(service) >= 1);
        long busier = services.stream()
                .filter(service -> service.raised(MetricType.REQUEST_RATE) >= CLEAR)
                .count();
        return busier > 0 && busier >= WIDESPREAD * services.size() && !errors
                ? Optional.of(new Diagnosis(FailureType.TRAFFIC_SURGE, LIKELY, false))
                : Optional.empty();
    }

    /** Errors against slowness: what is said by more deviations. */
    private static Diagnosis byLogs(Collection<ServiceEvidence> services, double slowness) {
        double errors = services.stream().mapToDouble(Diagnosis::errors).max().orElse(0);
        double apart = MetricEvidence.weight(errors) - MetricEvidence.weight(slowness);
        double confidence = 1 / (1 + Math.exp(-1.5 * Math.abs(apart)));
        if (errors > 0 && apart >= 0) {
            return new Diagnosis(FailureType.ERROR_BURST, confidence, failing(services));
        }
        return slowness >= SLOW
                ? new Diagnosis(FailureType.NETWORK_DELAY, confidence, false)
                : new Diagnosis(FailureType.UNKNOWN, UNSURE, failing(services));
    }

    private static Diagnosis withoutLogs(
            Collection<ServiceEvidence> services, ServiceEvidence suspect, double slowness) {
        double memory = suspect.lasting(MetricType.MEMORY_USAGE);
        boolean changed = memory >= 2 && MetricEvidence.weight(memory) >= 0.8 * MetricEvidence.weight(slowness);
        double refused = failedRequests(services);
        boolean failing = failing(services);
        boolean harmless = slowness < SLOW && refused < CLEAR && !failing;
        if (changed
                && harmless
                && suspect.metric(MetricType.MEMORY_USAGE)
                        .filter(metric -> grown(metric, metric.leastLately()))
                        .isPresent()) {
            return new Diagnosis(FailureType.MEMORY_PRESSURE, LIKELY, false);
        }
        if (changed
                || failing
                || (refused >= CLEAR && refused >= slowness)
                || suspect.raised(MetricType.ERROR_RATE) >= CLEAR) {
            return new Diagnosis(FailureType.ERROR_BURST, LIKELY, failing);
        }
        return slowness >= SLOW
                ? new Diagnosis(FailureType.NETWORK_DELAY, LIKELY, false)
                : new Diagnosis(FailureType.UNKNOWN, UNSURE, false);
    }

    /** A processor that is far busier than usual, and busy. */
    private static boolean hot(ServiceEvidence suspect) {
        return suspect.metric(MetricType.CPU_USAGE)
                .filter(cpu -> cpu.raised() >= CLEAR
                        && (cpu.peak() >= BUSY || (cpu.peak() >= 3 * cpu.usual() && cpu.peak() >= 20)))
                .isPresent();
    }

    private static boolean busy(ServiceEvidence suspect) {
        return suspect.metric(MetricType.CPU_USAGE)
                .filter(cpu -> cpu.peak() >= BUSY)
                .isPresent();
    }

    /** Memory that grew, and stayed, at the moment that the processor left what is usual; or that grew by itself, and stayed or grew on. */
    private static boolean memoryRose(ServiceEvidence suspect, boolean hot) {
        Optional<MetricEvidence> memory = suspect.metric(MetricType.MEMORY_USAGE);
        if (memory.isEmpty() || (!hot && memory.get().raised() < CLEAR)) {
            return false;
        }
        int onset = suspect.metric(MetricType.CPU_USAGE)
                .filter(_ -> hot)
                .orElse(memory.get())
                .onset(CLEAR);
        double since = memory.get().leastFrom(onset);
        double level = hot ? since : Math.max(since, memory.get().leastLately());
        return grown(memory.get(), level) && level >= 1.5 * memory.get().usual();
    }

    private static boolean grown(MetricEvidence memory, double level) {
        return level >= memory.usual() + GROWN;
    }

    /** Full, unless it always is. */
    private static boolean full(ServiceEvidence suspect, MetricType type) {
        return suspect.unusual(type)
                .filter(metric -> metric.atLeast(FULL) >= Math.min(2, metric.atLeast(Double.NEGATIVE_INFINITY)))
                .isPresent();
    }

    private static boolean saturated(ServiceEvidence suspect) {
        return full(suspect, MetricType.CPU_USAGE)
                || suspect.metric(MetricType.CPU_USAGE)
                        .filter(cpu -> cpu.raised() >= CLEAR && cpu.atLeast(70) >= 2)
                        .isPresent();
    }

    private static boolean failing(Collection<ServiceEvidence> services) {
        return services.stream()
                .flatMap(service -> service.unusual(MetricType.ERROR_RATE).stream())
                .anyMatch(errors -> errors.peak() >= FAILING);
    }

    /** Evidence of errors in logs, or a rate of errors that is clearly raised. */
    private static double errors(ServiceEvidence service) {
        double rate = service.raised(MetricType.ERROR_RATE);
        return rate >= CLEAR ? Math.max(service.logs(), rate) : service.logs();
    }

    /** How far the rate of failed requests is raised, where it is most. */
    private static double failedRequests(Collection<ServiceEvidence> services) {
        return services.stream()
                .mapToDouble(service -> service.raised(MetricType.ERROR_RATE))
                .max()
                .orElse(0);
    }

    /** How slow the slowest service stays. */
    private static double slowness(Collection<ServiceEvidence> services) {
        return services.stream()
                .mapToDouble(service -> service.lasting(MetricType.RESPONSE_TIME))
                .max()
                .orElse(0);
    }
}
