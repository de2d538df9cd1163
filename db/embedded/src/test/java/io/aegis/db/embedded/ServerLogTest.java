/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    private DataFolder folder;

    @BeforeEach
    void prepare(@TempDir Path path) {
        folder = DataFolder.prepare(path);
    }

    private void append(String lines) throws Exception {
        Files.writeString(folder.log(), lines, StandardOpenOption.APPEND);
    }

    @Test
    void only_the_last_start_counts() throws Exception {
        ServerLog.mark(folder, "first");
        append("[ERROR] Can't start server: Bind on TCP/IP port. Got error: 98\n");
        assertThat(ServerLog.saysPortTaken(folder)).isTrue();

        ServerLog.mark(folder, "second");
        append("[Note] fine\n[ERROR] Disk full\n");

        assertThat(ServerLog.saysPortTaken(folder)).isFalse();
        assertThat(ServerLog.last(folder)).isEqualTo("[ERROR] Disk full");
        assertThat(ServerLog.failure(folder)).hasMessageContaining("Disk full").hasMessageNotContaining("Bind");
    }

    @Test
    void a_server_that_said_nothing_is_an_error_too() throws Exception {
        ServerLog.mark(folder, "first");

        assertThat(ServerLog.failure(folder)).hasMessageContaining("said nothing");
        assertThat(ServerLog.last(folder)).isEqualTo("-");
    }

    @Test
    void a_log_that_is_missing_is_an_error_too() {
        assertThat(ServerLog.failure(folder)).hasMessageContaining("cannot be read");
    }

    @Test
    void a_long_log_is_put_aside() throws Exception {
        ServerLog.mark(folder, "first");
        append("x".repeat(11 * 1024 * 1024));

        ServerLog.mark(folder, "second");

        assertThat(Files.size(folder.log())).isLessThan(100);
        assertThat(Files.size(folder.logs().resolve("mariadb.log.1"))).isGreaterThan(11 * 1024 * 1024);
    }
}
