/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsdCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void metrics_that_jump_together_are_found() throws IOException {
        write("server1_train.csv.gz", 900, row -> wave(row, 0) + "," + wave(row, 1));
        write(
                "server1_test.csv.gz",
                300,
                row -> wave(row, jump(row)) + "," + wave(row, 1 + jump(row)) + "," + (jump(row) > 0 ? 1 : 0));
        assertThat(BenchRun.of(Map.of(), out(), "asd", folder.toString())).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("server1 +VUS-PR 0\\.[6-9]")
                .contains("mean       VUS-PR");
    }

    @Test
    void it_wants_a_folder() {
        assertThat(BenchRun.of(Map.of(), out(), "asd")).isEqualTo(2);
    }

    private static int jump(int row) {
        return row >= 150 && row < 170 ? 5 : 0;
    }

    private static double wave(int row, int level) {
        return level + Math.sin(row * 0.7) / 2;
    }

    private void write(String name, int rows, IntFunction<String> row) throws IOException {
        try (var out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
            for (int i = 0; i < rows; i++) {
                out.write(row.apply(i) + "\n");
            }
        }
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }
}
