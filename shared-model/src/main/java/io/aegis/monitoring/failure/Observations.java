/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of a system for one verdict.
 *
 * @param samples by series, in any order; not copied, for there may be ten thousand
 * @param logs in any order
 * @param alerts that are firing
 * @param callees the services that each service calls, by its name; empty when nothing is known
 * @param calls that were measured, in the window and for a while before, in any order
 */
public record Observations(
        Map<Series, List<Measurement>> samples,
        List<LogEntry> logs,
        List<FiringAlert> alerts,
        Map<String, Set<String>> callees,
        List<CallMinute> calls) {

    /** Copies all but the samples. */
    public Observations {
        logs = List.copyOf(logs);
        alerts = List.copyOf(alerts);
        callees = Map.copyOf(callees);
        calls = List.copyOf(calls);
    }

    /** What is known of a system whose calls were not measured. */
    public Observations(
            Map<Series, List<Measurement>> samples,
            List<LogEntry> logs,
            List<FiringAlert> alerts,
            Map<String, Set<String>> callees) {
        this(samples, logs, alerts, callees, List.of());
    }

    /** The same with calls that were measured. */
    public Observations with(List<CallMinute> measured) {
        return measured.isEmpty() ? this : new Observations(samples, logs, alerts, callees, measured);
    }

    /** The time of the newest sample or line; empty when there is neither. */
    public Optional<Instant> newest() {
        return Stream.concat(
                        samples.values().stream().flatMap(Collection::stream).map(Measurement::time),
                        logs.stream().map(LogEntry::timestamp))
                .max(Instant::compareTo);
    }

    /** How many samples there are. */
    int sampleCount() {
        return samples.values().stream().mapToInt(Collection::size).sum();
    }
}
