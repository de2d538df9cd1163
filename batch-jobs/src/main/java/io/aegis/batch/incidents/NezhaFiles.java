/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.logs.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Days of Nezha (Yu and others, "Nezha: Interpretable Fine-Grained Root Causes Analysis for Microservices on Multi-modal
 * Observability Data", FSE 2023): a folder for each, or the folder of one. Pods are taken for services. Logs are left out
 * of days that have only fragments of them. Times are those written as text; the epochs beside them are wrong.
 */
final class NezhaFiles implements RecordingFormat.Reader {

    /** Some lines are cut off, or followed by the rest of another. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String FAULTS = "fault_list.json";
    private static final int FEWEST_LOG_FILES = 10;
    private static final double MILLIS = 1_000;
    private static final Map<MetricType, String> PLAIN = Map.of(
            MetricType.CPU_USAGE, "CpuUsageRate(%)",
            MetricType.MEMORY_USAGE, "MemoryUsageRate(%)",
            MetricType.REQUEST_RATE, "PodWorkload(Ops)");

    /** {@code 17:13:13.068 INFO  o.s.OrderServiceImpl#384 message}. */
    private static final Pattern LINE =
            Pattern.compile("\\s*[0-9:.,]+\\s+(TRACE|DEBUG|INFO|WARN|ERROR)\\s+(.*)", Pattern.DOTALL);

    @Override
    public List<Path> recordings(Path folder) throws IOException {
        List<Path> days = new ArrayList<>();
        try (Stream<Path> under = Files.walk(folder, 1)) {
            for (Path each : under.filter(Files::isDirectory).sorted().toList()) {
                if (!files(each, FAULTS).isEmpty()) {
                    days.add(each);
                }
            }
        }
        return days;
    }

    @Override
    public Recording read(Path folder) throws IOException, UnusableFilesException {
        RecordingBuffer day = new RecordingBuffer();
        for (Path file : files(folder.resolve("metric"), "_metric.csv.gz")) {
            CsvTable.each(file, row -> samples(row, day));
        }
        List<Path> logs = files(folder.resolve("log"), "_log.csv.gz");
        for (Path file : logs.size() < FEWEST_LOG_FILES ? List.<Path>of() : logs) {
            CsvTable.each(file, row -> line(row, day));
        }
        for (Path file : files(folder, FAULTS)) {
            for (JsonNode hour : faults(file)) {
                for (JsonNode fault : hour) {
                    day.failure(new KnownFailure(
                            fault.path("inject_pod").asString(""),
                            Instant.parse(fault.path("inject_time").asString("").replace(' ', 'T') + "Z"),
                            Optional.empty(),
                            type(fault.path("inject_type").asString(""))));
                }
            }
        }
        return day.recording();
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

    private static void samples(CsvTable row, RecordingBuffer day) throws UnusableFilesException {
        Map<String, String> labels = Map.of("service", row.text("PodName"));
        String[] written = row.text("Time").split(" ", 3);
        Instant at = Instant.parse(written[0] + "T" + written[1].substring(0, 8) + "Z");
        for (Map.Entry<MetricType, String> column : PLAIN.entrySet()) {
            day.sample(column.getKey(), labels, row.number(column.getValue()), at);
        }
        double seconds = row.number("PodServerLatencyP90(s)");
        // No requests, no latency: the data write 0.
        if (seconds > 0) {
            day.sample(MetricType.RESPONSE_TIME, labels, seconds * MILLIS, at);
        }
    }

    private static void line(CsvTable row, RecordingBuffer day) throws UnusableFilesException {
        Matcher line = LINE.matcher(logged(row.find("Log").orElse("")));
        if (line.matches()) {
            String time = row.text("Timestamp");
            day.line(
                    row.text("PodName"),
                    line.group(1).equals("TRACE") ? LogLevel.DEBUG : LogLevel.valueOf(line.group(1)),
                    line.group(2).strip(),
                    // Some are written without their zone, which is UTC.
                    Instant.parse(time.endsWith("Z") ? time : time + "Z"));
        }
    }

    private static JsonNode faults(Path file) throws IOException, UnusableFilesException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new UnusableFilesException(file.getFileName() + " is not well-formed JSON", e);
        }
    }

    /** What was logged; nothing when it cannot be read. */
    private static String logged(String wrapped) {
        try {
            return JSON.readTree(wrapped).path("log").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    /** Exceptions and wrong returns are both errors of the code. */
    private static FailureType type(String injected) throws UnusableFilesException {
        return switch (injected) {
            case "cpu_contention", "cpu_consumed" -> FailureType.CPU_SATURATION;
            case "network_delay" -> FailureType.NETWORK_DELAY;
            case "exception", "return" -> FailureType.ERROR_BURST;
            default -> throw new UnusableFilesException("a fault of this kind is not known: " + injected);
        };
    }
}
