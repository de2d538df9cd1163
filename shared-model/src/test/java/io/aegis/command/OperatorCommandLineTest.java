/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

class OperatorCommandLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
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

    @Test
    void a_command_may_have_an_exit_code_of_its_own_for_what_failed() {
        var failing = new CommandLine(new Failing(Optional.of(new IllegalStateException("not said"))));
        assertThat(OperatorCommandLine.of(failing, out, out, _ -> "it failed", 3)
                        .execute())
                .isEqualTo(3);
        assertThat(said()).isEqualTo("it failed\n");
    }

    @Test
    void each_command_has_help_and_one_that_has_it_already_keeps_it() {
        var line = new CommandLine(new Failing(Optional.empty())).addSubcommand(new HelpCommand());
        assertThat(OperatorCommandLine.of(line, out, out, _ -> "it failed").execute("help"))
                .isZero();
        assertThat(said()).startsWith("Usage: failing [-h]").contains("show this");
    }
}
