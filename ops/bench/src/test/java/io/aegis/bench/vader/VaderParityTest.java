/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.vader;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaderParityTest {

    private static final String RIGHT = """
            {"text": "good", "neg": 0.0, "neu": 0.0, "pos": 1.0, "compound": 0.4404}
            {"text": "x", "neg": 0.0, "neu": 1.0, "pos": 0.0, "compound": -0.0}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();

    private int run(String file) {
        return BenchRun.of(Map.of(), new PrintStream(report, true, StandardCharsets.UTF_8), "parity", file);
    }

    private String report() {
        return report.toString(StandardCharsets.UTF_8);
    }

    @Test
    void equal_scores_are_no_difference_and_neither_is_the_sign_of_zero() throws IOException {
        Path file = Files.writeString(folder.resolve("right.jsonl"), RIGHT);
        assertThat(run(file.toString())).isZero();
        assertThat(report()).contains("0 of 2 texts differ");
    }

    @Test
    void a_gzipped_file_is_unpacked() throws IOException {
        Path file = folder.resolve("right.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(RIGHT.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run(file.toString())).isZero();
        assertThat(report()).contains("0 of 2 texts differ");
    }

    @Test
    void each_of_the_four_numbers_is_compared() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.jsonl"), """
                {"text": "good", "neg": 0.1, "neu": 0.0, "pos": 1.0, "compound": 0.4404}
                {"text": "good", "neg": 0.0, "neu": 0.1, "pos": 1.0, "compound": 0.4404}
                {"text": "good", "neg": 0.0, "neu": 0.0, "pos": 0.9, "compound": 0.4404}
                {"text": "good", "neg": 0.0, "neu": 0.0, "pos": 1.0, "compound": 0.4405}
                """);
        assertThat(run(file.toString())).isOne();
        assertThat(report()).contains("4 of 4 texts differ", "0.4405");
    }
}
