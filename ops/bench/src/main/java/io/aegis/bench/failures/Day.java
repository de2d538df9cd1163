/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.bench.quality.Csv;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One day of one system.
 *
 * @param samples in order of time: cpu, memory, latency and request rate of each pod, by the minute
 * @param logs in order of time; empty where there are only fragments
 * @param faults in order of time
 * @param calls between services, in order of time; empty unless asked for and measured
 */
record Day(List<MetricSample> samples, List<LogEntry> logs, List<InjectedFault> faults, List<CallMinute> calls) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FEWEST_LOG_FILES = 10;
    private static final double MILLIS = 1_000;

    /** {@code 17:13:13.068 INFO  o.s.OrderServiceImpl#384 message}. */
    private static final Pattern LINE =
            Pattern.compile("\\s*[0-9:.,]+\\s+(TRACE|DEBUG|INFO|WARN|ERROR)\\s+(.*)", Pattern.DOTALL);

    /**
     * Reads a folder such as {@code nezha/2023-01-29}.
     *
     * @param outer whether also what is known beside the pods: failed requests at the entry, and calls between services
     */
    static Day read(Path folder, boolean outer) throws IOException {
        List<MetricSample> samples = new ArrayList<>();
        for (Path file : files(folder.resolve("metric"), "_metric.csv.gz")) {
            samples(text(file), samples);
        }
        List<CallMinute> calls = new ArrayList<>();
        if (outer) {
            OuterView view = new OuterView(samples);
            for (Path file : files(folder.resolve("metric"), "front_service.csv.gz")) {
                samples.addAll(view.failedRequests(text(file)));
            }
            // By the median of each minute, as the callers saw it.
            for (Path file : files(folder.resolve("metric"), "source_50.csv.gz")) {
                calls.addAll(view.calls(text(file)));
            }
        }
        samples.sort(Comparator.comparing(MetricSample::timestamp));
        List<Path> logFiles = files(folder.resolve("log"), "_log.csv.gz");
        Set<LogEntry> logs = new LinkedHashSet<>();
        if (logFiles.size() >= FEWEST_LOG_FILES) {
            for (Path file : logFiles) {
                logs(text(file), logs);
            }
        }
        return new Day(
                samples,
                logs.stream().sorted(Comparator.comparing(LogEntry::timestamp)).toList(),
                faults(folder),
                calls.stream().sorted(Comparator.comparing(CallMinute::minute)).toList());
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void samples(String csv, List<MetricSample> samples) {
        List<List<String>> rows = Csv.read(csv);
        List<String> names = rows.getFirst();
        int time = names.indexOf("Time");
        int pod = names.indexOf("PodName");
        int latency = names.indexOf("PodServerLatencyP90(s)");
        Map<MetricType, Integer> plain = Map.of(
                MetricType.CPU_USAGE, names.indexOf("CpuUsageRate(%)"),
                MetricType.MEMORY_USAGE, names.indexOf("MemoryUsageRate(%)"),
                MetricType.REQUEST_RATE, names.indexOf("PodWorkload(Ops)"));
        for (List<String> row : rows.subList(1, rows.size())) {
            Instant at = time(row.get(time));
            String service = row.get(pod);
            plain.forEach((type, column) -> add(samples, type, service, at, number(row.get(column))));
            double seconds = number(row.get(latency));
            // No requests, no latency: the data write 0.
            if (seconds > 0) {
                add(samples, MetricType.RESPONSE_TIME, service, at, seconds * MILLIS);
            }
        }
    }

    /** {@code 2023-01-29 08:41:09.043078357 +0000 UTC m=+0.1}. */
    static Instant time(String text) {
        String[] written = text.split(" ", 3);
        return Instant.parse(written[0] + "T" + written[1].substring(0, 8) + "Z");
    }

    static double number(String text) {
        return text.isBlank() ? Double.NaN : Double.parseDouble(text);
    }

    private static void add(List<MetricSample> samples, MetricType type, String service, Instant at, double value) {
        if (Double.isFinite(value)) {
            samples.add(new MetricSample(Series.of(type, Map.of("service", service)), value, at));
        }
    }

    private static void logs(String csv, Set<LogEntry> logs) throws IOException {
        List<List<String>> rows = Csv.read(csv);
        int time = rows.getFirst().indexOf("Timestamp");
        int pod = rows.getFirst().indexOf("PodName");
        int log = rows.getFirst().indexOf("Log");
        for (List<String> row : rows.subList(1, rows.size())) {
            line(row.get(log))
                    .ifPresent(line -> logs.add(new LogEntry(
                            row.get(pod), level(line.group(1)), line.group(2).strip(), instant(row.get(time)))));
        }
    }

    private static Optional<Matcher> line(String wrapped) throws IOException {
        Matcher line = LINE.matcher(JSON.readTree(wrapped).path("log").asText());
        return line.matches() ? Optional.of(line) : Optional.empty();
    }

    /** Some are written without their zone, which is UTC. */
    private static Instant instant(String text) {
        return Instant.parse(text.endsWith("Z") ? text : text + "Z");
    }

    private static LogLevel level(String word) {
        return word.equals("TRACE") ? LogLevel.DEBUG : LogLevel.valueOf(word);
    }

    private static List<InjectedFault> faults(Path folder) throws IOException {
        List<InjectedFault> faults = new ArrayList<>();
        for (Path file : files(folder, "fault_list.json")) {
            for (JsonNode hour : JSON.readTree(Files.readString(file))) {
                for (JsonNode fault : hour) {
                    faults.add(new InjectedFault(
                            Instant.parse(fault.path("inject_time").asText().replace(' ', 'T') + "Z"),
                            fault.path("inject_pod").asText(),
                            fault.path("inject_type").asText()));
                }
            }
        }
        if (faults.isEmpty()) {
            throw new IOException(
                    "there are no faults in " + folder + "/*fault_list.json: it has to be the folder of a day");
        }
        faults.sort(Comparator.comparing(InjectedFault::at));
        return faults;
    }
}
