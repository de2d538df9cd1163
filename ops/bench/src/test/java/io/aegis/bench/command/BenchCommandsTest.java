/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int run(String line) {
        return BenchRun.of(
                Map.of(),
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                line.isEmpty() ? new String[0] : line.split(" "));
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duplicates",
                "new",
                "silent",
                "burst",
                "identical",
                "post-file",
                "import",
                "cost",
                "raw",
                "detect-anomaly",
                "backtest",
                "detect-failure",
                "remote-write",
                "vader",
                "heuristic",
                "rules",
                "language",
                "learned",
                "own-topics",
                "groups",
                "parity",
                "paging",
                "nab",
                "asd",
                "nezha"
            })
    void each_command_has_help(String command) {
        assertThat(run(command + " --help")).isZero();
        assertThat(said()).startsWith("Usage: ops/aegis bench " + command).contains("show this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help"})
    void all_commands_are_listed(String line) {
        assertThat(run(line)).isZero();
        assertThat(said()).contains("detect-anomaly", "Stored texts again.", "parity", "3   could not run");
    }

    @Test
    void help_of_a_scenario_names_its_options_and_those_of_all() {
        assertThat(run("help new")).isZero();
        assertThat(said())
                .contains("--find-max", "--rate=N", "requests a second", "--url=ADDRESS", "--no-goals")
                .doesNotContain("--samples");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Missing required subcommand",
        "unknown, Unmatched argument",
        "new --rate, --rate",
        "new --rate x, is not a long",
        "new --samples 1, Unknown option",
        "post-file, FILE",
        "rules, FOLDER",
        "language, FOLDER",
        "learned, FOLDER",
        "own-topics, FOLDER",
        "parity, FILE",
        "nab, FOLDER",
        "asd, FOLDER",
        "nezha, FOLDER",
        "paging --seed x, is not an int",
        "paging --speed 1, Unknown option"
    })
    void wrong_usage_is_said_in_one_line(String line, String why) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(said().lines()).singleElement().asString().contains(why, "; usage: ops/aegis bench");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nab", "asd", "nezha"})
    void a_folder_without_the_data_is_no_result_of_zero(String command, @TempDir Path folder) {
        assertThat(run(command + " " + folder)).isEqualTo(3);
        assertThat(said().lines()).singleElement().asString().contains("could not run: ", folder.toString());
    }

    @Test
    void what_else_is_typed_behind_a_microbenchmark_is_jmhs() {
        assertThat(run("vader -f 1 -prof gc")).isZero();
        assertThat(run("heuristic")).isZero();
        assertThat(said().lines()).containsExactly("JMH -f 1 -prof gc Vader", "JMH Heuristic");
    }
}
