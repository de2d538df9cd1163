/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlmCommandLineTest {

    @TempDir
    private Path empty;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private int run(String... arguments) {
        return LlmCommandLine.run(() -> Environment.of(Map.of(), empty), out, out, arguments);
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "test --help"})
    void help_needs_no_settings(String line) {
        int code = LlmCommandLine.run(
                () -> {
                    throw new AssertionError("asked for settings");
                },
                out,
                out,
                line.split(" "));

        assertThat(code).isZero();
        assertThat(said()).startsWith("Usage: ops/aegis llm ").contains("show this");
    }

    @Test
    void a_test_has_its_own_exit_codes() {
        assertThat(run("test")).isEqualTo(3);
        assertThat(said()).contains("No provider is configured.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tset", "test now", "test --all"})
    void other_words_are_answered_in_one_line(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(said().lines()).singleElement().asString().contains("usage: ops/aegis llm");
    }

    @Test
    void a_shell_completes_it() {
        assertThat(LlmCommandLine.completed().getSubcommands()).containsOnlyKeys("test");
    }
}
