/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.logs.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code metrics.csv} (timestamp, service, metric_type, value and, where a service has several of a type, name), {@code logs.csv}
 * (timestamp, service, level, message) and {@code incidents.csv} (started_at, ended_at, service, failure_type); each may
 * be compressed, with {@code .gz} behind its name, and be missing. Words and times are those of the API.
 */
final class PlainFiles implements RecordingFormat.Reader {

    private static final String SERVICE = "service";
    private static final String NAME = "name";
    private static final String TIMESTAMP = "timestamp";

    @Override
    public List<Path> recordings(Path folder) {
        return List.of(folder);
    }

    @Override
    public Recording read(Path folder) throws IOException, UnusableFilesException {
        RecordingBuffer collected = new RecordingBuffer();
        each(folder, "metrics.csv", row -> {
            Map<String, String> labels = new TreeMap<>();
            labels.put(SERVICE, row.text(SERVICE));
            row.find(NAME).ifPresent(name -> labels.put(NAME, name));
            collected.sample(
                    MetricType.ofLabel(row.text("metric_type")).orElseThrow(IllegalArgumentException::new),
                    labels,
                    row.number("value"),
                    Instant.parse(row.text(TIMESTAMP)));
        });
        each(
                folder,
                "logs.csv",
                row -> collected.line(
                        row.text(SERVICE),
                        LogLevel.valueOf(row.text("level").toUpperCase(Locale.ROOT)),
                        row.text("message"),
                        Instant.parse(row.text(TIMESTAMP))));
        each(
                folder,
                "incidents.csv",
                row -> collected.failure(new KnownFailure(
                        row.text(SERVICE),
                        Instant.parse(row.text("started_at")),
                        row.find("ended_at").map(Instant::parse),
                        FailureType.ofLabel(row.text("failure_type")).orElseThrow(IllegalArgumentException::new))));
        return collected.recording();
    }

    private static void each(Path folder, String name, CsvTable.Each each) throws IOException, UnusableFilesException {
        for (Path file : List.of(folder.resolve(name), folder.resolve(name + ".gz"))) {
            if (Files.isRegularFile(file)) {
                CsvTable.each(file, each);
            }
        }
    }
}
