/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been read of one recording, which has to fit into memory. */
final class RecordingBuffer {

    /** Most samples of a recording. */
    static final int MOST_SAMPLES = 500_000;

    /** Most lines of a recording; longer ones are cut. */
    static final int MOST_LINES = 200_000;

    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_SERVICE = 512;

    private final List<MetricSample> samples = new ArrayList<>();
    private final Set<LogEntry> lines = new LinkedHashSet<>();
    private final List<KnownFailure> failures = new ArrayList<>();
    private final Map<Series, Series> known = new HashMap<>();

    /** Adds a sample; one that is no number is none. */
    void sample(MetricType type, Map<String, String> labels, double value, Instant at) throws UnusableFilesException {
        if (!Double.isFinite(value)) {
            return;
        }
        if (samples.size() == MOST_SAMPLES) {
            throw new UnusableFilesException("a recording has at most " + MOST_SAMPLES + " samples");
        }
        Series series = Series.of(type, labels);
        samples.add(new MetricSample(known.computeIfAbsent(series, same -> same), value, at));
    }

    /** Adds a line; the same one again is not another. */
    void line(String service, LogLevel level, String message, Instant at) throws UnusableFilesException {
        if (lines.size() == MOST_LINES) {
            throw new UnusableFilesException("a recording has at most " + MOST_LINES + " lines");
        }
        String text = message.codePointCount(0, message.length()) <= LONGEST_LINE
                ? message
                : message.substring(0, message.offsetByCodePoints(0, LONGEST_LINE));
        lines.add(new LogEntry(service(service), level, text, at));
    }

    /** Adds a failure. */
    void failure(KnownFailure failure) throws UnusableFilesException {
        service(failure.service());
        failures.add(failure);
    }

    private static String service(String name) throws UnusableFilesException {
        if (name.isBlank() || name.length() > LONGEST_SERVICE) {
            throw new UnusableFilesException("a service has a name of 1 to " + LONGEST_SERVICE + " characters");
        }
        return name;
    }

    Recording recording() {
        return new Recording(samples, List.copyOf(lines), failures);
    }
}
