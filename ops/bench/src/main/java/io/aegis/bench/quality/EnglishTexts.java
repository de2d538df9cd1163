/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The texts of all data sets in English that a folder and its neighbour {@code vader} have. */
final class EnglishTexts {

    private static final List<String> TEXT_COLUMNS = List.of("text", "raw_content");

    private EnglishTexts() {}

    static List<String> in(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path each : List.of(folder, folder.resolveSibling("vader"))) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> files = Files.list(each)) {
                    for (Path file : files.sorted().toList()) {
                        texts.addAll(read(file));
                    }
                }
            }
        }
        return texts;
    }

    private static List<String> read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv")) {
            return ofCsv(Csv.read(Files.readString(file)));
        }
        if (name.endsWith(".jsonl")) {
            return ofLines(Files.readAllLines(file));
        }
        if (name.endsWith(".jsonl.gz")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return ofLines(reader.lines().toList());
            }
        }
        return List.of();
    }

    private static List<String> ofCsv(List<List<String>> records) {
        int column = TEXT_COLUMNS.stream()
                .mapToInt(records.getFirst()::indexOf)
                .filter(found -> found >= 0)
                .findFirst()
                .orElse(0);
        return records.stream()
                .skip(1)
                .filter(fields -> fields.size() > column)
                .map(fields -> fields.get(column))
                .toList();
    }

    private static List<String> ofLines(List<String> lines) throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            texts.add(mapper.readTree(line).path("text").asText());
        }
        return texts;
    }
}
