/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sentences that implied urgency is learned from, which come with the product; how to add to them is told in {@code
 * ops/docs/implied-urgency.md}.
 *
 * @param urgent somebody has to look at once
 * @param calm nobody has to
 */
public record UrgencyExamples(List<String> urgent, List<String> calm) {

    private static final int COLUMNS = 5;

    /** Copies the lists. */
    public UrgencyExamples {
        urgent = List.copyOf(urgent);
        calm = List.copyOf(calm);
    }

    /** What to train on: the sentences for that, and what customers write on ordinary days. */
    public static UrgencyExamples training() {
        UrgencyExamples told = of("training");
        return new UrgencyExamples(
                told.urgent,
                Stream.concat(told.calm.stream(), lines("everyday.txt")).toList());
    }

    /** What to measure on, and nothing else: sentences of other domains. */
    public static UrgencyExamples aside() {
        return of("aside");
    }

    /** What customers write on other ordinary days, to measure on and nothing else. */
    public static List<String> everydayAside() {
        return lines("everyday-aside.txt").toList();
    }

    private static UrgencyExamples of(String part) {
        List<String[]> rows = lines("urgency.tsv")
                .map(line -> line.split("\t", COLUMNS))
                .filter(row -> row[2].equals(part))
                .toList();
        return new UrgencyExamples(texts(rows, "urgent"), texts(rows, "calm"));
    }

    private static List<String> texts(List<String[]> rows, String label) {
        return rows.stream()
                .filter(row -> row[0].equals(label))
                .map(row -> row[COLUMNS - 1])
                .toList();
    }

    private static Stream<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(UrgencyExamples.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
