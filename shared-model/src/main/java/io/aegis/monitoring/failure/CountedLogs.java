/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.logs.LogCounts;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogHistory;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is stored of the lines of all services, as evidence for verdicts that nobody sends lines for: what each service's
 * templates say of the last minutes, and lines in place of those that were counted, which say what their templates say. Immutable.
 */
public final class CountedLogs {

    /** Lines of a service that stand for its lines at the most: their shares are kept, and each template has one. */
    static final int MOST_LINES = 1_000;

    /** Nothing is stored. */
    public static final CountedLogs NONE = new CountedLogs(LogFindings.NONE, Map.of());

    private final LogFindings findings;
    private final Map<String, Map<LogTemplate, Integer>> counted;

    private CountedLogs(LogFindings findings, Map<String, Map<LogTemplate, Integer>> counted) {
        this.findings = findings;
        this.counted = counted;
    }

    /**
     * What is to be said at a moment.
     *
     * @param counts of the window and the time before
     * @param now the end of the window
     * @param length of the window, more than nothing
     */
    public static CountedLogs at(LogCounts counts, Instant now, Duration length) {
        FailureWindow window = new FailureWindow(now, length);
        List<LogMinute> minutes = counts.between(window.start(), now);
        if (minutes.isEmpty()) {
            return NONE;
        }
        List<LogMinute> past = counts.before(window.past());
        LogHistory history = new LogHistory(past, minutes);
        return new CountedLogs(
                new LogFindings(
                        history.judge(minutes, counts.templates().values()),
                        past.isEmpty() ? 0 : Math.min(MetricEvidence.LONG_HISTORY, history.size())),
                counted(minutes, counts.templates()));
    }

    private static Map<String, Map<LogTemplate, Integer>> counted(
            List<LogMinute> minutes, Map<Integer, LogTemplate> templates) {
        Map<Integer, Integer> sums = new TreeMap<>();
        minutes.forEach(
                minute -> minute.counts().forEach((template, lines) -> sums.merge(template, lines, Integer::sum)));
        Map<String, Map<LogTemplate, Integer>> counted = new HashMap<>();
        sums.forEach((id, lines) -> {
            LogTemplate template = templates.get(id);
            if (template != null) {
                counted.computeIfAbsent(template.service(), _ -> new HashMap<>())
                        .put(template, lines);
            }
        });
        return counted;
    }

    /** What the lines say, by service. */
    public LogFindings findings() {
        return findings;
    }

    /** Lines that stand for those of a service in the window, with the words of their templates. */
    public List<LogEntry> lines(String service, Instant at) {
        Map<LogTemplate, Integer> templates = counted.getOrDefault(service, Map.of());
        long total = templates.values().stream().mapToLong(Integer::longValue).sum();
        List<LogEntry> lines = new ArrayList<>();
        templates.forEach((template, count) -> {
            long shown = total <= MOST_LINES ? count : Math.max(1, count * MOST_LINES / total);
            lines.addAll(Collections.nCopies(
                    Math.toIntExact(shown), new LogEntry(service, template.level(), template.text(), at)));
        });
        return lines;
    }
}
