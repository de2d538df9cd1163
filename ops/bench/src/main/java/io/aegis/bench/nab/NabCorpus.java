/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.bench.nab.NabSeries.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the files of the benchmark that are there, and their windows from {@code combined_windows.json} beside them. */
final class NabCorpus {

    private NabCorpus() {}

    /**
     * The series whose files lie below a folder, by name.
     *
     * @throws IOException when a file cannot be read, or none is there
     */
    static List<NabSeries> read(Path folder) throws IOException {
        JsonNode windows = new JsonMapper()
                .readTree(folder.resolve("combined_windows.json").toFile());
        var series = new ArrayList<NabSeries>();
        for (Map.Entry<String, JsonNode> entry : windows.properties()) {
            Path file = folder.resolve(entry.getKey());
            if (Files.exists(file)) {
                series.add(read(entry.getKey(), file, entry.getValue()));
            }
        }
        if (series.isEmpty()) {
            throw new IOException("no file of " + folder + "/combined_windows.json is there");
        }
        return series;
    }

    private static NabSeries read(String name, Path file, JsonNode windows) throws IOException {
        List<String> rows = Files.readAllLines(file).stream()
                .skip(1)
                .filter(row -> !row.isBlank())
                .toList();
        var times = new ArrayList<Instant>();
        var values = new ArrayList<Double>();
        for (String row : rows) {
            String[] cells = row.split(",", 2);
            times.add(time(cells[0]));
            values.add(Double.valueOf(cells[1]));
        }
        var found = new ArrayList<Window>();
        for (JsonNode window : windows) {
            found.add(window(
                    times, time(window.path(0).asText()), time(window.path(1).asText())));
        }
        return new NabSeries(name, times, values, found);
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    /** The first row not before the window's beginning to the last one not after its end. */
    private static Window window(List<Instant> times, Instant begin, Instant end) {
        int first = 0;
        while (times.get(first).isBefore(begin)) {
            first++;
        }
        int last = times.size() - 1;
        while (times.get(last).isAfter(end)) {
            last--;
        }
        return new Window(first, last);
    }
}
