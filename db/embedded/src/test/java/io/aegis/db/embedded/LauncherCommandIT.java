/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherCommandIT {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... args) {
        out.reset();
        err.reset();
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(args));
    }

    @Test
    void starts_tells_and_stops_a_server() {
        String data = folder.resolve("a folder").toString();

        assertThat(run("status", "--data-dir", data)).isEqualTo(3);
        assertThat(run("--data-dir", data, "--buffer-pool-mib", "32")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ready on 127.0.0.1:");
        assertThat(run("start", "--data-dir", data)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("running already");
        assertThat(run("status", "--data-dir", data)).isZero();
        assertThat(run("stop", "--data-dir", data)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("has stopped");
        assertThat(run("stop", "--data-dir", data)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("was not running");
    }

    @Test
    void a_server_that_cannot_be_had_is_exit_code_1_with_the_reason() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(run("--data-dir", folder.toString(), "--port", port)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Port " + port);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start",
                "--data-dir",
                "dance --data-dir x",
                "start --data-dir x --colour red",
                "start --data-dir x --port many",
                "start --data-dir x --port 70000",
                "start --data-dir x --buffer-pool-mib 1",
                "start --data-dir \0"
            })
    void wrong_arguments_are_exit_code_2_with_the_usage(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "status", "check-dump"})
    void each_command_has_help(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: mariadb " + command)
                .contains("show this");
    }

    @Test
    void all_commands_are_listed() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("check-dump", "Start it, unless it runs already.");
    }

    @Test
    void a_dump_that_is_not_there_or_none_is_told_with_the_reason() throws Exception {
        Path none = folder.resolve("none.sql");
        assertThat(run("check-dump", none.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.sql cannot be read");
        Path other = Files.writeString(folder.resolve("other.sql"), "DROP DATABASE mysql;\n");
        assertThat(run("check-dump", other.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(other + " ");
    }
}
