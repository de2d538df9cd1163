/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.logs.FatalSign;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogEvidence;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogSigns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that was found out about one service.
 *
 * @param service its name
 * @param metrics what its metrics say
 * @param logs what its lines say against the minutes before
 * @param lines its lines of the window, in order of time
 * @param fatal those lines that tell what its program could not go on with, by what that is
 * @param alerts that are firing about it
 */
public record Finding(
        String service,
        Map<MetricType, MetricFinding> metrics,
        LogEvidence logs,
        List<LogEntry> lines,
        Map<FatalSign, List<LogEntry>> fatal,
        List<FiringAlert> alerts) {

    private static final double LOUD = 6;
    private static final double CLEAR = 4;
    private static final List<MetricType> TELLING =
            List.of(MetricType.CPU_USAGE, MetricType.MEMORY_USAGE, MetricType.RESPONSE_TIME, MetricType.ERROR_RATE);

    /** Copies the lists. */
    public Finding {
        metrics = Map.copyOf(metrics);
        lines = List.copyOf(lines);
        fatal = Collections.unmodifiableMap(fatal);
        alerts = List.copyOf(alerts);
    }

    /** What one metric says, if there is any. */
    public Optional<MetricFinding> metric(MetricType type) {
        return Optional.ofNullable(metrics.get(type));
    }

    /** What fusion works with. */
    ServiceEvidence evidence() {
        return new ServiceEvidence(
                service,
                metrics.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, metric -> metric.getValue().evidence())),
                logs.strength(),
                metrics.entrySet().stream()
                        .filter(metric -> AbsoluteFailureSign.habitual(metric.getKey(), metric.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** Lines that are errors. */
    List<LogEntry> errors() {
        return lines.stream().filter(line -> line.level() == LogLevel.ERROR).toList();
    }

    /** Errors that tell of a dependency that does not answer. */
    List<LogEntry> timeouts() {
        return lines.stream().filter(LogSigns::unanswered).toList();
    }

    /** Of a service of which nothing is known. */
    static Finding nothing(String service) {
        return new Builder(service).build(LogEvidence.NONE);
    }

    /** Whether anything about it is clearly out of the usual. */
    boolean remarkable() {
        return logs.strength() >= LOUD
                || metrics.entrySet().stream()
                        .anyMatch(metric -> TELLING.contains(metric.getKey())
                                && metric.getValue().evidence().raised() >= CLEAR);
    }

    /** Gathers what is found about one service. */
    static final class Builder {

        private final String service;
        private final Map<MetricType, MetricFinding> metrics = new EnumMap<>(MetricType.class);
        private final List<LogEntry> lines = new ArrayList<>();
        private final List<FiringAlert> alerts = new ArrayList<>();

        Builder(String service) {
            this.service = service;
        }

        void metric(MetricType type, MetricFinding finding) {
            metrics.merge(type, finding, (one, other) -> MetricFinding.TELLING.compare(one, other) >= 0 ? one : other);
        }

        void line(LogEntry line) {
            lines.add(line);
        }

        void alert(FiringAlert alert) {
            alerts.add(alert);
        }

        Finding build(LogEvidence logs) {
            return new Finding(service, metrics, logs, lines, fatal(), alerts);
        }

        /** Reads each line once: several ask for it. */
        private Map<FatalSign, List<LogEntry>> fatal() {
            Map<FatalSign, List<LogEntry>> fatal = new EnumMap<>(FatalSign.class);
            for (LogEntry line : lines) {
                FatalSign.of(line)
                        .ifPresent(sign -> fatal.computeIfAbsent(sign, _ -> new ArrayList<>())
                                .add(line));
            }
            return fatal;
        }
    }
}
