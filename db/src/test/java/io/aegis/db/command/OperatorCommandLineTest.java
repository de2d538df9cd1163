/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OperatorCommandLineTest {

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
                "maintenance end"
            })
    void each_command_has_help_that_needs_no_database(String command) {
        assertThat(new Main(Map.of(), out, out).run((command + " --help").split(" ")))
                .isZero();
        assertThat(said()).startsWith("Usage: ops/aegis " + command + " [-h]").contains("show this");
    }

    @Test
    void what_a_shell_completes_are_keys_models_and_maintenance() {
        assertThat(Main.completed())
                .extracting(CommandLine::getCommandName)
                .containsExactly("keys", "models", "maintenance");
    }

    /** Fails as it is told. */
    @Command(name = "failing")
    private record Failing(Optional<Exception> failure) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return 0;
        }
    }

    private int run(Exception failure, String... arguments) {
        return OperatorCommandLine.of(new CommandLine(new Failing(Optional.of(failure))), out, out, _ -> "it failed")
                .execute(arguments);
    }

    @Test
    void each_kind_of_failure_has_its_exit_code_and_one_line() {
        assertThat(run(new IllegalArgumentException("that is no number"))).isEqualTo(2);
        assertThat(run(new IllegalStateException("secret"))).isEqualTo(1);
        assertThat(run(new IllegalStateException("not reached"), "unknown")).isEqualTo(2);
        assertThat(said().lines())
                .containsExactly(
                        "that is no number",
                        "it failed",
                        "Unmatched argument at index 0: 'unknown'; usage: failing [-h]");
    }

    @Test
    void an_interrupt_ends_a_command_in_silence() {
        assertThat(run(new InterruptedException("not said"))).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(said()).isEmpty();
    }
}
