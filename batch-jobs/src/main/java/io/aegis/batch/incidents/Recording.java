/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.logs.LogEntry;
import java.util.Comparator;
import java.util.List;

/**
 * What was recorded of one system over some time.
 *
 * @param samples in order of time
 * @param lines in order of time
 * @param failures in order of time
 */
record Recording(List<MetricSample> samples, List<LogEntry> lines, List<KnownFailure> failures) {

    /** Puts all in order. */
    Recording {
        samples = samples.stream()
                .sorted(Comparator.comparing(MetricSample::timestamp))
                .toList();
        lines = lines.stream().sorted(Comparator.comparing(LogEntry::timestamp)).toList();
        failures = failures.stream()
                .sorted(Comparator.comparing(KnownFailure::from))
                .toList();
    }
}
