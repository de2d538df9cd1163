/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a day to a judge minute by minute, each time the last five minutes, and notes what it says. */
final class Replay {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** What the server takes of each in one request, the newest first. */
    private static final int MOST_ITEMS = 10_000;

    private Replay() {}

    /** What was said at each minute, by the time of its newest sample. */
    static NavigableMap<Instant, Judged> run(Day day, FailureJudge failureJudge)
            throws IOException, InterruptedException {
        TreeMap<Instant, List<MetricSample>> samples = new TreeMap<>();
        day.samples()
                .forEach(sample -> samples.computeIfAbsent(end(sample.timestamp()), _ -> new ArrayList<>())
                        .add(sample));
        TreeMap<Instant, List<LogEntry>> logs = new TreeMap<>();
        day.logs()
                .forEach(line -> logs.computeIfAbsent(end(line.timestamp()), _ -> new ArrayList<>())
                        .add(line));
        Map<Instant, List<CallMinute>> calls =
                day.calls().stream().collect(Collectors.groupingBy(call -> end(call.minute())));
        NavigableMap<Instant, Judged> judged = new TreeMap<>();
        for (Instant minute : samples.keySet()) {
            Instant from = minute.minus(WINDOW);
            List<MetricSample> last = samples.getOrDefault(minute, List.of());
            judged.put(
                    last.getLast().timestamp(),
                    failureJudge.judge(
                            newest(samples.subMap(from, false, minute, true).values().stream()
                                    .flatMap(List::stream)),
                            newest(logs.subMap(from, false, minute, true).values().stream()
                                    .flatMap(List::stream)),
                            calls.getOrDefault(minute, List.of())));
        }
        return judged;
    }

    private static Instant end(Instant moment) {
        return Instant.ofEpochSecond((Math.floorDiv(moment.getEpochSecond(), 60L) + 1) * 60);
    }

    private static <T> List<T> newest(Stream<T> items) {
        List<T> all = items.toList();
        return all.subList(Math.max(0, all.size() - MOST_ITEMS), all.size());
    }
}
