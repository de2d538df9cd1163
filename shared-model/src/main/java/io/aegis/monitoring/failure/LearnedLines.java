/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogHistory;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges lines by what a book knows of the minutes before, which learns them.
 *
 * @param book of templates
 */
record LearnedLines(LogTemplateHistory book) implements LineJudge {

    @Override
    public LogFindings judge(FailureWindow window, List<LogEntry> lines) {
        if (lines.isEmpty()) {
            return LogFindings.NONE;
        }
        List<LogTemplate> templates = book.learn(lines, true);
        List<Map<Integer, Integer>> counts = new ArrayList<>();
        int[] totals = new int[window.minutes()];
        for (int i = 0; i < window.minutes(); i++) {
            counts.add(new HashMap<>());
        }
        Set<String> services = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            int minute = window.minuteOf(lines.get(i).timestamp());
            totals[minute]++;
            services.add(lines.get(i).service());
            if (templates.get(i).id() > 0) {
                counts.get(minute).merge(templates.get(i).id(), 1, Integer::sum);
            }
        }
        List<LogMinute> minutes = new ArrayList<>();
        for (int i = 0; i < window.minutes(); i++) {
            if (totals[i] > 0) {
                minutes.add(new LogMinute(counts.get(i), totals[i]));
            }
        }
        Optional<LogHistory> past = book.before(window.past());
        LogHistory history = past.orElseGet(() -> new LogHistory(List.of(), minutes));
        return new LogFindings(
                history.judge(minutes, book.templates(services)),
                Math.min(MetricEvidence.LONG_HISTORY, past.map(LogHistory::size).orElse(0)));
    }
}
