/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whether a day's data show of what kind a fault is, to somebody who knows the whole day and where and when the fault was
 * injected; whatever a judge says of it. A fault leaves the trace of its kind when
 *
 * <ul>
 *   <li>of a processor: the pod's own,
 *   <li>of a network: another pod's response time, or the time of a measured call to the pod,
 *   <li>of the code: the share of failed requests at the entry
 * </ul>
 *
 * <p>is higher in at least two minutes from the injection to the verdict than in 99 of 100 minutes that are ten minutes or more
 * away from any injection; or, of the code, when the pod writes more errors, or a line of a kind half or twice as often as at
 * other times, and chance (Poisson) does so less than once in a thousand times.
 */
final class VisibleFaults {

    private static final Duration NEAR = Duration.ofMinutes(10);
    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final Duration AFTER = Duration.ofMinutes(7);
    private static final double QUANTILE = 0.99;
    private static final int FEWEST_NORMAL = 20;
    private static final int MINUTES = 2;
    private static final double CHANCE = 1e-3;

    /** What is not seen at all may still have been just missed. */
    private static final double UNSEEN = 0.5;

    private static final int KIND_CHARACTERS = 90;
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:[0-9a-f]*\\d[0-9a-f]*|[0-9a-f]{8,})\\b");

    private final Day day;
    private final Instant until;
    private final Map<MetricType, Map<String, NavigableMap<Instant, Double>>> metrics = new HashMap<>();
    private final Map<String, Map<String, NavigableMap<Instant, Double>>> callsTo = new HashMap<>();

    /**
     * The faults of a day.
     *
     * @param until nothing later is normal
     */
    VisibleFaults(Day day, Instant until) {
        this.day = day;
        this.until = until;
        for (MetricSample sample : day.samples()) {
            metrics.computeIfAbsent(sample.series().type(), _ -> new HashMap<>())
                    .computeIfAbsent(sample.series().service().orElseThrow(), _ -> new TreeMap<>())
                    .put(sample.timestamp(), sample.value());
        }
        for (CallMinute call : day.calls()) {
            callsTo.computeIfAbsent(call.callee(), _ -> new HashMap<>())
                    .computeIfAbsent(call.caller(), _ -> new TreeMap<>())
                    .put(call.minute(), call.millis());
        }
    }

    /** Whether a fault is to be seen by the time of a verdict. */
    boolean shows(InjectedFault fault, Instant verdict) {
        Predicate<NavigableMap<Instant, Double>> moved = values -> moved(values, fault.at(), verdict);
        return switch (fault.type()) {
            case "cpu_saturation" ->
                moved.test(of(MetricType.CPU_USAGE).getOrDefault(fault.service(), new TreeMap<>()));
            case "network_delay" ->
                of(MetricType.RESPONSE_TIME).entrySet().stream()
                                .anyMatch(pod -> !pod.getKey().equals(fault.service()) && moved.test(pod.getValue()))
                        || callsTo.getOrDefault(fault.service(), Map.of()).values().stream()
                                .anyMatch(moved);
            default -> of(MetricType.ERROR_RATE).values().stream().anyMatch(moved) || written(fault, verdict);
        };
    }

    private Map<String, NavigableMap<Instant, Double>> of(MetricType type) {
        return metrics.getOrDefault(type, Map.of());
    }

    private boolean moved(NavigableMap<Instant, Double> values, Instant from, Instant verdict) {
        List<Double> normal = values.entrySet().stream()
                .filter(value -> value.getKey().isBefore(until) && normal(value.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (normal.size() < FEWEST_NORMAL) {
            return false;
        }
        double high = normal.get((int) Math.ceil(QUANTILE * normal.size()) - 1);
        return values.subMap(from, true, verdict, true).values().stream()
                        .filter(value -> value > high)
                        .count()
                >= MINUTES;
    }

    private boolean normal(Instant moment) {
        return day.faults().stream()
                .noneMatch(fault -> within(moment, fault.at(), fault.at().plus(NEAR)));
    }

    private static boolean within(Instant moment, Instant from, Instant to) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    /** Whether the pod's own lines differ from those that it writes while none of its own faults is near. */
    private boolean written(InjectedFault fault, Instant verdict) {
        List<InjectedFault> own = day.faults().stream()
                .filter(other -> other.service().equals(fault.service()))
                .toList();
        List<LogEntry> now = day.logs().stream()
                .filter(line -> line.timestamp().isAfter(fault.at())
                        && !line.timestamp().isAfter(verdict))
                .toList();
        List<LogEntry> other = day.logs().stream()
                .filter(line -> own.stream()
                        .noneMatch(each -> within(
                                line.timestamp(),
                                each.at().minus(BEFORE),
                                each.at().plus(AFTER))))
                .toList();
        if (now.isEmpty() || other.isEmpty()) {
            return false;
        }
        double errors = (UNSEEN + errors(other, fault.service())) / other.size() * now.size();
        return atLeast(errors(now, fault.service()), errors) < CHANCE
                || differs(kinds(now, fault.service()), kinds(other, fault.service()));
    }

    private static long errors(Collection<LogEntry> lines, String service) {
        return lines.stream()
                .filter(line -> line.level() == LogLevel.ERROR && line.service().equals(service))
                .count();
    }

    private static Map<String, Long> kinds(Collection<LogEntry> lines, String service) {
        return lines.stream()
                .filter(line -> line.level() != LogLevel.ERROR && line.service().equals(service))
                .collect(Collectors.groupingBy(line -> kind(line.message()), Collectors.counting()));
    }

    private static String kind(String message) {
        String masked = VARIABLE.matcher(message).replaceAll("*");
        return masked.substring(0, Math.min(masked.length(), KIND_CHARACTERS));
    }

    private static boolean differs(Map<String, Long> now, Map<String, Long> other) {
        double scale = (double) sum(now) / Math.max(1, sum(other));
        Set<String> all = new TreeSet<>(now.keySet());
        all.addAll(other.keySet());
        return all.stream().anyMatch(kind -> {
            double expected = Math.max(UNSEEN, other.getOrDefault(kind, 0L)) * scale;
            long count = now.getOrDefault(kind, 0L);
            return (count <= expected / 2 && atMost(count, expected) < CHANCE)
                    || (count >= 2 * expected && atLeast(count, expected) < CHANCE);
        });
    }

    private static long sum(Map<String, Long> kinds) {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double atLeast(long count, double expected) {
        return count == 0 ? 1 : 1 - atMost(count - 1, expected);
    }

    /** How likely a Poisson count is not to exceed a number. */
    private static double atMost(long count, double expected) {
        double sum = 0;
        double logarithm = -expected;
        for (long i = 0; i <= count; i++) {
            sum += Math.exp(logarithm);
            logarithm += Math.log(expected) - Math.log(i + 1.0);
        }
        return Math.min(1, sum);
    }
}
