/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DatabaseCommandsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrate",
                "keys",
                "keys create",
                "keys list",
                "keys revoke",
                "models",
                "models list",
                "models rollback",
                "maintenance",
                "maintenance list",
                "maintenance add",
                "maintenance end",
                "customers",
                "customers list",
                "customers export",
                "customers erase"
            })
    void each_command_has_help_that_needs_no_database(String command) {
        assertThat(new Main(Map.of(), out, out).run((command + " --help").split(" ")))
                .isZero();
        assertThat(said()).startsWith("Usage: ops/aegis " + command + " [-h]").contains("show this");
    }

    @Test
    void what_a_shell_completes_are_those_of_the_operator() {
        assertThat(Main.completed())
                .extracting(CommandLine::getCommandName)
                .containsExactly("keys", "models", "maintenance", "customers");
    }
}
