/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The customers' texts in a file: CSV with a header, or JSON lines. UTF-8, at most {@value #MAX_TEXTS} texts. */
public final class TextFile {

    /** Most texts of a file that are read. */
    public static final int MAX_TEXTS = 200_000;

    /** Names of the column that holds the text, the best first. */
    private static final List<String> COLUMNS = List.of("raw_content", "text", "consumer complaint narrative");

    private static final ObjectMapper JSON = new ObjectMapper();

    private TextFile() {}

    /**
     * Reads the texts that are not blank, in their order.
     *
     * @param file JSON lines when its name ends with {@code .jsonl}, else CSV; the text is in {@code raw_content}, {@code text} or
     *     {@code Consumer complaint narrative}, or in the only column
     * @throws IOException when the file cannot be read or is neither
     */
    public static List<String> read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            List<String> texts = file.toString().endsWith(".jsonl") ? jsonLines(in) : csv(in);
            texts.removeIf(String::isBlank);
            return List.copyOf(texts);
        }
    }

    private static List<String> jsonLines(BufferedReader in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line = in.readLine(); line != null && texts.size() < MAX_TEXTS; line = in.readLine()) {
            JsonNode row = JSON.readTree(line);
            COLUMNS.stream()
                    .map(row::path)
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .map(JsonNode::textValue)
                    .ifPresent(texts::add);
        }
        return texts;
    }

    private static List<String> csv(BufferedReader in) throws IOException {
        skipByteOrderMark(in);
        var records = new CsvReader(in);
        int column = column(records.next());
        List<String> texts = new ArrayList<>();
        for (List<String> row = records.next(); !row.isEmpty() && texts.size() < MAX_TEXTS; row = records.next()) {
            if (column < row.size()) {
                texts.add(row.get(column));
            }
        }
        return texts;
    }

    private static void skipByteOrderMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != '\uFEFF') {
            in.reset();
        }
    }

    private static int column(List<String> header) throws IOException {
        List<String> names = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        return COLUMNS.stream()
                .map(names::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .or(() -> names.size() == 1 ? java.util.Optional.of(0) : java.util.Optional.empty())
                .orElseThrow(() -> new IOException("no column of these: " + String.join(", ", COLUMNS)));
    }
}
