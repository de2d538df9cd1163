/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Series from a folder: {@code series.csv} (kind, metric_type, seed, events, minute, value; in order of minutes) and {@code
 * events.json} ({@code [{"kind", "seed", "events": [[from, to, what]], "legitimate_shift"}]}).
 */
final class SeriesFolder {

    private static final int COLUMNS = 6;

    private record Key(SeriesKind kind, int seed, boolean disturbed) {}

    private record Happened(List<InjectedEvent> incidents, OptionalInt shift) {}

    private SeriesFolder() {}

    /**
     * Reads it.
     *
     * @throws IOException when a file is not there
     * @throws IllegalArgumentException when a file is not as it should be
     */
    static List<MadeSeries> read(Path folder) throws IOException {
        Map<Key, Happened> happened = happened(folder.resolve("events.json"));
        Map<Key, List<Double>> values = values(folder.resolve("series.csv"));
        List<MadeSeries> series = new ArrayList<>();
        values.forEach((key, all) -> {
            Happened known = happened.get(new Key(key.kind(), key.seed(), true));
            if (known == null) {
                throw new IllegalArgumentException("events.json knows nothing of " + key);
            }
            series.add(new MadeSeries(
                    key.kind(), key.seed(), all, key.disturbed() ? known.incidents() : List.of(), known.shift()));
        });
        return series;
    }

    private static Map<Key, List<Double>> values(Path file) throws IOException {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (cells.length != COLUMNS) {
                    throw new IllegalArgumentException("series.csv has a line of " + cells.length + " cells");
                }
                Key key = new Key(kind(cells[0]), Integer.parseInt(cells[2]), !cells[3].equals("0"));
                values.computeIfAbsent(key, _ -> new ArrayList<>()).add(Double.parseDouble(cells[5]));
            }
        }
        return values;
    }

    private static Map<Key, Happened> happened(Path file) throws IOException {
        Map<Key, Happened> happened = new HashMap<>();
        for (JsonNode each : new JsonMapper().readTree(file.toFile())) {
            List<InjectedEvent> incidents = new ArrayList<>();
            for (JsonNode event : each.path("events")) {
                incidents.add(new InjectedEvent(
                        event.path(0).asInt(),
                        event.path(1).asInt(),
                        event.path(2).asText()));
            }
            JsonNode shift = each.path("legitimate_shift");
            happened.put(
                    new Key(kind(each.path("kind").asText()), each.path("seed").asInt(), true),
                    new Happened(incidents, shift.isInt() ? OptionalInt.of(shift.asInt()) : OptionalInt.empty()));
        }
        return happened;
    }

    private static SeriesKind kind(String label) {
        return SeriesKind.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
