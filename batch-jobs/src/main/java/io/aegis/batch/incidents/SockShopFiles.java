/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs of Sock Shop (Ikram and others, "Root Cause Analysis of Failures in Microservices through Causal Discovery", NeurIPS
 * 2022): {@code SERVICE-FAULT/RUN/normal.csv} and {@code anomalous.csv}, a row each second; the fault begins with the
 * second file. Memory is in bytes there and taken as a share of 1 GiB; latency is in seconds.
 */
final class SockShopFiles implements RecordingFormat.Reader {

    private static final String NORMAL = "normal.csv";
    private static final String ANOMALOUS = "anomalous.csv";
    private static final int DEEPEST = 3;
    private static final double PERCENT_OF_LIMIT = 100.0 / (1 << 30);
    private static final double MILLIS = 1_000;

    @Override
    public List<Path> recordings(Path folder) throws IOException {
        try (Stream<Path> under = Files.walk(folder, DEEPEST)) {
            return under.filter(file -> file.getFileName().toString().equals(ANOMALOUS))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Recording read(Path folder) throws IOException, UnusableFilesException {
        RecordingBuffer run = new RecordingBuffer();
        String fault = Optional.ofNullable(folder.toAbsolutePath().getParent())
                .map(parent -> parent.getFileName().toString())
                .orElse("");
        int dash = fault.lastIndexOf('-');
        if (dash <= 0) {
            throw new UnusableFilesException("the folder of a run lies in one named as its fault, such as carts-cpu");
        }
        CsvTable.each(folder.resolve(NORMAL), row -> samples(row, run));
        Instant begin = first(folder.resolve(ANOMALOUS));
        CsvTable.each(folder.resolve(ANOMALOUS), row -> samples(row, run));
        run.failure(
                new KnownFailure(fault.substring(0, dash), begin, Optional.empty(), type(fault.substring(dash + 1))));
        return run.recording();
    }

    private static Instant first(Path file) throws IOException, UnusableFilesException {
        Instant[] first = {Instant.MAX};
        CsvTable.each(file, row -> first[0] = at(row).isBefore(first[0]) ? at(row) : first[0]);
        return first[0];
    }

    private static Instant at(CsvTable row) throws UnusableFilesException {
        return Instant.ofEpochSecond(Long.parseLong(row.text("time")));
    }

    private static void samples(CsvTable row, RecordingBuffer run) throws UnusableFilesException {
        for (String name : row.names()) {
            int mark = name.indexOf('_');
            if (mark > 0) {
                Map<String, String> labels = Map.of("service", name.substring(0, mark));
                double value = row.number(name);
                switch (name.substring(mark + 1)) {
                    case "cpu" -> run.sample(MetricType.CPU_USAGE, labels, value, at(row));
                    case "mem" -> run.sample(MetricType.MEMORY_USAGE, labels, value * PERCENT_OF_LIMIT, at(row));
                    case "lod" -> run.sample(MetricType.REQUEST_RATE, labels, value, at(row));
                    case "lat_90" -> run.sample(MetricType.RESPONSE_TIME, labels, value * MILLIS, at(row));
                    default -> {
                        // Other percentiles of the same.
                    }
                }
            }
        }
    }

    private static FailureType type(String fault) throws UnusableFilesException {
        return switch (fault) {
            case "cpu" -> FailureType.CPU_SATURATION;
            case "mem" -> FailureType.MEMORY_PRESSURE;
            default -> throw new UnusableFilesException("a fault of this kind is not known: " + fault);
        };
    }
}
