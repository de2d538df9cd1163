/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWallMainTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void it_runs_until_it_is_told_to_end() throws InterruptedException {
        assertThat(run("--port", "0")).isZero();
        assertThat(output()).startsWith("fault wall on http://127.0.0.1:").endsWith("/v1\n");
    }

    @Test
    void it_binds_where_it_is_told_to() throws InterruptedException {
        assertThat(run("--host", "0.0.0.0", "--port", "0")).isZero();
        assertThat(output()).startsWith("fault wall on http://0.0.0.0:");
    }

    @Test
    void help_explains_and_ends() throws InterruptedException {
        assertThat(run("--help")).isZero();
        assertThat(output()).contains("--port PORT", "OPENAI_BASE_URL", FaultWall.help());
    }

    @Test
    void a_wrong_command_line_is_a_failure() throws InterruptedException {
        assertThat(run("--prot", "1")).isEqualTo(2);
        assertThat(output()).isEqualTo("unknown argument --prot; --help explains\n");
    }

    @Test
    void without_arguments_it_listens_on_loopback() {
        assertThat(FaultWallMain.Options.parse()).isEqualTo(new FaultWallMain.Options("127.0.0.1", 4010, false));
    }

    @ParameterizedTest
    @CsvSource({"--port, --port needs a value", "--port 70000, --port needs a number from 0 to 65535", "--port x, not x"
    })
    void arguments_that_make_no_sense_are_explained(String line, String why) {
        assertThatThrownBy(() -> FaultWallMain.Options.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private int run(String... args) throws InterruptedException {
        return FaultWallMain.run(new PrintStream(printed, true, StandardCharsets.UTF_8), new CountDownLatch(0), args);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
