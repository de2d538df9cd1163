/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
    void it_runs_until_it_is_told_to_end() {
        assertThat(run("--port", "0")).isZero();
        assertThat(output()).startsWith("fault wall on http://127.0.0.1:").endsWith("/v1\n");
    }

    @Test
    void it_binds_where_it_is_told_to() {
        assertThat(run("--host", "0.0.0.0", "--port", "0")).isZero();
        assertThat(output()).startsWith("fault wall on http://0.0.0.0:");
    }

    @Test
    void help_explains_and_ends() {
        assertThat(run("--help")).isZero();
        assertThat(output())
                .startsWith("Usage: ops/aegis faults")
                .contains("--port=PORT", "4010", "127.0.0.1", "OPENAI_BASE_URL", FaultWall.help());
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 1, Unknown option",
        "now, Unmatched argument",
        "--port, --port",
        "--port 70000, --port needs a number from 0 to 65535",
        "--port -1, --port needs a number from 0 to 65535",
        "--port x, is not an int"
    })
    void a_wrong_command_line_is_explained(String line, String why) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(output()).contains(why, "Usage: ops/aegis faults");
    }

    @Test
    void an_address_that_cannot_be_listened_on_is_a_failure() {
        assertThat(run("--host", "192.0.2.1", "--port", "0")).isEqualTo(1);
        assertThat(output()).isNotBlank().doesNotContain("\tat ");
    }

    private int run(String... args) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return FaultWallMain.run(out, out, new CountDownLatch(0), args);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
