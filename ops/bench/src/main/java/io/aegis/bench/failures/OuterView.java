/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.bench.quality.Csv;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the data tell of a day beside its pods: how many requests fail where they enter the system, and how long services wait for
 * each other. Train-Ticket has neither: its share of successes is written as 0 all day, and its calls were not measured.
 */
final class OuterView {

    private static final double PERCENT = 100;
    private static final double SECONDS = 60;
    private static final double MILLIS = 1_000;

    private final Set<String> pods = new HashSet<>();
    private final Map<String, Map<Instant, Double>> requests = new HashMap<>();

    /**
     * A view.
     *
     * @param samples of the pods
     */
    OuterView(Collection<MetricSample> samples) {
        for (MetricSample sample : samples) {
            String pod = sample.series().service().orElseThrow();
            pods.add(pod);
            if (sample.series().type() == MetricType.REQUEST_RATE) {
                requests.computeIfAbsent(pod, _ -> new HashMap<>()).put(minute(sample.timestamp()), sample.value());
            }
        }
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The pod of a service. */
    private Optional<String> pod(String service) {
        String start = service.toLowerCase(Locale.ROOT);
        return pods.stream()
                .filter(pod -> pod.equals(start) || pod.startsWith(start + "-"))
                .findFirst();
    }

    /** The share of requests that fail, as the error rate of the pod that takes them; none where no minute had a success. */
    List<MetricSample> failedRequests(String csv) {
        List<List<String>> rows = Csv.read(csv);
        int time = rows.getFirst().indexOf("Time");
        int service = rows.getFirst().indexOf("ServiceName");
        int success = rows.getFirst().indexOf("SuccessRate(%)");
        List<MetricSample> failed = new ArrayList<>();
        boolean measured = false;
        for (List<String> row : rows.subList(1, rows.size())) {
            double percent = Day.number(row.get(success));
            Optional<String> pod = pod(row.get(service));
            if (Double.isFinite(percent) && pod.isPresent()) {
                measured |= percent > 0;
                failed.add(new MetricSample(
                        Series.of(MetricType.ERROR_RATE, Map.of("service", pod.get())),
                        1 - percent / PERCENT,
                        Day.time(row.get(time))));
            }
        }
        return measured ? failed : List.of();
    }

    /**
     * The calls of each minute. How many there were is not in the data: as many as requests came to the callee are taken, which is
     * the most there can have been.
     */
    List<CallMinute> calls(String csv) {
        List<List<String>> rows = Csv.read(csv);
        List<String> names = rows.getFirst();
        int time = names.indexOf("time");
        List<CallMinute> calls = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            String[] pair = names.get(column).split("_", 2);
            Optional<String> caller = pod(pair[0]);
            Optional<String> callee = pair.length == 2 ? pod(pair[1]) : Optional.empty();
            if (caller.isEmpty() || callee.isEmpty()) {
                continue;
            }
            for (List<String> row : rows.subList(1, rows.size())) {
                Instant minute = minute(Day.time(row.get(time)));
                double seconds = Day.number(row.get(column));
                double rate = requests.getOrDefault(callee.get(), Map.of()).getOrDefault(minute, 0.0);
                if (Double.isFinite(seconds)) {
                    calls.add(new CallMinute(
                            caller.get(),
                            callee.get(),
                            minute,
                            Math.max(1, Math.round(rate * SECONDS)),
                            0,
                            seconds * MILLIS));
                }
            }
        }
        return calls;
    }
}
