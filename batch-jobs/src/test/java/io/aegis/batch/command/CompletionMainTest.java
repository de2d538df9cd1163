/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompletionMainTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_shell_learns_all_commands_and_the_values_that_they_take() {
        CompletionMain.print(out);

        assertThat(said())
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F _complete_aegis")
                .containsPattern("local commands=\".*\\bkeys\\b.*\"")
                .containsPattern("local commands=\".*\\blaunch\\b.*\\brestart\\b.*\"")
                .contains("\"submit\" \"agent\" \"scoring\" \"admin\"", "--detach", "--header-row", "--address")
                .containsPattern("function _picocli_aegis_llm_test\\(\\)")
                .containsPattern("(?s)function _picocli_aegis_bench_remotewrite\\(\\).*'--samples'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --detach",
                "down",
                "status",
                "logs -f online-api",
                "faults --port 1",
                "drill fresh-machine",
                "import --yes file.csv",
                "completion",
                "help",
                "db migrate",
                "db backup file",
                "db restore --yes file",
                "db reset --yes",
                "metrics explain file",
                "fuzz json"
            })
    void what_the_script_does_itself_is_known_and_not_done(String line) {
        assertThat(new CommandLine(new ScriptCommands()).execute(line.split(" ")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "launch", "status", "stop", "restart", "abandon", "schedules", "schedule"})
    void each_command_on_jobs_has_help_that_needs_no_settings(String command) {
        int code = Main.run(Map.of("AEGIS_BATCH_PORT", "x"), Path.of("target"), out, out, command, "--help");

        assertThat(code).isZero();
        assertThat(said()).startsWith("Usage: ops/aegis jobs " + command + " [-h]");
    }
}
