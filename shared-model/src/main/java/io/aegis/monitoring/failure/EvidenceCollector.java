/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.ServiceName;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogEvidence;
import io.aegis.monitoring.logs.LogHistory;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns the items of one window into findings by service. Good for one window. */
final class EvidenceCollector {

    private static final int MOST_CALM_MINUTES = MetricEvidence.LONG_HISTORY;

    /** Also those of one moment have an order, so that in which they were sent changes nothing. */
    private static final Comparator<LogEntry> IN_TIME = Comparator.comparing(LogEntry::timestamp)
            .thenComparing(LogEntry::service)
            .thenComparing(LogEntry::level)
            .thenComparing(LogEntry::message);

    private final FailureWindow window;
    private final MetricHistory metrics;
    private final LogTemplateHistory book;
    private final Map<String, Finding.Builder> builders = new TreeMap<>();
    private final Idleness idleness;
    private Optional<LogFindings> counted = Optional.empty();

    /** Judges lines that were counted elsewhere, rather than learn them. */
    EvidenceCollector(FailureWindow window, MetricHistory metrics, LogFindings counted) {
        this(window, metrics, new LogTemplateHistory());
        this.counted = Optional.of(counted);
    }

    EvidenceCollector(FailureWindow window, MetricHistory metrics, LogTemplateHistory book) {
        this.window = window;
        this.metrics = metrics;
        this.book = book;
        this.idleness = new Idleness(window, metrics);
    }

    /**
     * What was found.
     *
     * @param findings by service, in the order of their names
     * @param logMinutes minutes of logs that were compared with
     * @param ignoredSamples samples outside the window
     * @param ignoredLogs lines outside the window
     * @param idleness tells who has little to do
     * @param names what names without a namespace mean
     */
    record Gathered(
            List<Finding> findings,
            int logMinutes,
            int ignoredSamples,
            int ignoredLogs,
            Idleness idleness,
            ServiceName names) {}

    Gathered gather(Observations observed) {
        List<LogEntry> lines = observed.logs().stream()
                .filter(line -> window.contains(line.timestamp()))
                .sorted(IN_TIME)
                .toList();
        Map<Series, List<Measurement>> series = new LinkedHashMap<>();
        int used = 0;
        for (Map.Entry<Series, List<Measurement>> one : inTime(observed.samples())) {
            series.put(one.getKey(), one.getValue());
            used += one.getValue().size();
        }
        ServiceName names = names(series.keySet(), lines, observed.alerts());
        String nameless = onlyService(series.keySet(), lines, observed.alerts(), names);
        series.forEach((one, sent) -> add(one, one.service().map(names::of).orElse(nameless), sent));
        lines.forEach(line -> builder(names.of(line.service())).line(line));
        observed.alerts().forEach(alert -> builder(names.of(alert.service())).alert(alert));
        LogFindings logs = judge(lines, names);
        List<Finding> findings = builders.entrySet().stream()
                .map(service ->
                        service.getValue().build(logs.evidence().getOrDefault(service.getKey(), LogEvidence.NONE)))
                .toList();
        return new Gathered(
                findings,
                logs.minutes(),
                observed.sampleCount() - used,
                observed.logs().size() - lines.size(),
                idleness,
                names);
    }

    /** What is known of a service, whoever told it: of a name with and without a namespace not both have lines of their own. */
    private static ServiceName names(Set<Series> series, List<LogEntry> lines, List<FiringAlert> alerts) {
        Set<String> logging = lines.stream().map(LogEntry::service).collect(Collectors.toSet());
        Set<String> named = new HashSet<>(logging);
        series.forEach(one -> one.service().ifPresent(named::add));
        alerts.forEach(alert -> named.add(alert.service()));
        named.removeIf(name -> logging.contains(name)
                && !ServiceName.bare(name).equals(name)
                && logging.contains(ServiceName.bare(name)));
        return ServiceName.among(named);
    }

    /** What is in the window, each series in time, and the series by their first sample. */
    private List<Map.Entry<Series, List<Measurement>>> inTime(Map<Series, List<Measurement>> samples) {
        return samples.entrySet().stream()
                .map(one -> Map.entry(one.getKey(), inTime(one.getValue())))
                .filter(one -> !one.getValue().isEmpty())
                .sorted(Comparator.comparing(one -> one.getValue().getFirst(), Measurement.IN_TIME))
                .toList();
    }

    private List<Measurement> inTime(List<Measurement> samples) {
        return samples.stream()
                .filter(sample -> window.contains(sample.time()))
                .sorted(Measurement.IN_TIME)
                .toList();
    }

    /** Samples without a label that names a service belong to the only one that lines and alerts, or else series, name. */
    private static String onlyService(
            Set<Series> series, List<LogEntry> lines, List<FiringAlert> alerts, ServiceName names) {
        Set<String> named = new HashSet<>();
        lines.forEach(line -> named.add(names.of(line.service())));
        alerts.forEach(alert -> named.add(names.of(alert.service())));
        if (named.isEmpty()) {
            series.forEach(one -> one.service().map(names::of).ifPresent(named::add));
        }
        return named.size() == 1 ? named.iterator().next() : FailureVerdict.NAMELESS;
    }

    private Finding.Builder builder(String service) {
        return builders.computeIfAbsent(service, Finding.Builder::new);
    }

    /** The mean of each minute. Sums of floating-point numbers depend on their order, so it is the order of time. */
    private double[] means(List<Measurement> inTime) {
        double[][] sums = new double[window.minutes()][2];
        for (Measurement sample : inTime) {
            double[] minute = sums[window.minuteOf(sample.time())];
            minute[0] += sample.value();
            minute[1]++;
        }
        return Arrays.stream(sums)
                .mapToDouble(minute -> minute[1] == 0 ? Double.NaN : minute[0] / minute[1])
                .toArray();
    }

    /** Minutes of which nothing was sent now may have been sent before. */
    private void add(Series series, String service, List<Measurement> sent) {
        double[] minutes = means(sent);
        boolean stored = false;
        for (int i = 0; i < minutes.length; i++) {
            if (Double.isNaN(minutes[i])) {
                OptionalDouble known = metrics.at(series, window.begin(i));
                minutes[i] = known.orElse(Double.NaN);
                stored |= known.isPresent();
            }
        }
        MetricPast before = metrics.past(series, window.past());
        MetricType type = series.type();
        MetricEvidence evidence = MetricEvidence.of(type, before, minutes);
        boolean firstMinute = !stored && before.isEmpty() && withinMinute(sent);
        builder(service).metric(type, new MetricFinding(evidence, before.seasoned(), firstMinute));
        idleness.add(series, service, minutes, evidence);
    }

    /** By their own times: a minute that begins amid one of the clock lies in two of them. */
    private static boolean withinMinute(List<Measurement> inTime) {
        Duration span =
                Duration.between(inTime.getFirst().time(), inTime.getLast().time());
        return span.toSeconds() < FailureWindow.MINUTE;
    }

    /** Lines are known by the names under which they came, and judged with what else is known of their service. */
    private LogFindings judge(List<LogEntry> lines, ServiceName names) {
        if (counted.isPresent()) {
            return counted.get().known(names);
        }
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
                        Math.min(MOST_CALM_MINUTES, past.map(LogHistory::size).orElse(0)))
                .known(names);
    }
}
