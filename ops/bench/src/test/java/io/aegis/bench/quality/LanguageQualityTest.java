/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageQualityTest {

    @TempDir
    private Path data;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        String[] all =
                Stream.concat(Stream.of("language"), Stream.of(arguments)).toArray(String[]::new);
        return BenchRun.of(Map.of(), out, all);
    }

    private Path folder() throws IOException {
        Path folder = Files.createDirectories(data.resolve("feedback"));
        Files.writeString(folder.resolve("a.csv"), "id,raw_content\n1,\"Thank you, all is well\"\n2\n");
        Files.writeString(folder.resolve("b.jsonl"), "{\"text\": \"The app crashes every day\"}\n");
        Files.writeString(folder.resolve("notes.txt"), "Die Lieferung war schlecht");
        Path vader = Files.createDirectories(data.resolve("vader"));
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(vader.resolve("c.jsonl.gz")))) {
            out.write("{\"text\": \"not bad at all\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    @Test
    void the_languages_and_rules_of_the_product_hold_their_figures() throws IOException {
        assertThat(run(folder().toString())).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("English: 3 texts, 0 called foreign", "rules de held aside", "All figures hold.");
    }

    @Test
    void a_folder_without_texts_proves_nothing() {
        assertThat(run(data.toString())).isEqualTo(3);
    }

    @Test
    void english_that_is_called_foreign_is_shown_and_counts() throws IOException {
        Path folder = folder();
        Files.writeString(folder.resolve("d.csv"), "text\nIch warte seit Tagen auf eine Antwort\n");
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("called foreign: Ich warte", "fell below");
    }
}
