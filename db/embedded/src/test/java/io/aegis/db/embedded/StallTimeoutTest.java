/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallTimeoutTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean moves = new AtomicBoolean(true);
    private final StallTimeout timeout = new StallTimeout(Duration.ofSeconds(10), moves::get, now::get);

    private boolean after(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return timeout.pause();
    }

    @Test
    void what_moves_on_is_waited_for_however_long_it_takes() {
        for (int i = 0; i < 20; i++) {
            assertThat(after(60)).isTrue();
        }
        assertThat(timeout.waited()).isEqualTo(Duration.ofMinutes(20));

        moves.set(false);
        assertThat(after(9)).isTrue();
        assertThat(after(1)).isFalse();
    }

    @Test
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> after(1)).isInstanceOf(EmbeddedDatabaseException.class);
        assertThatThrownBy(() -> PollTimeout.of(Duration.ofSeconds(1)).pause(Duration.ofMillis(1)))
                .isInstanceOf(EmbeddedDatabaseException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_server_moves_when_it_logs_or_works(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        ServerActivity idle = new ServerActivity(ProcessHandle.of(1).orElseThrow(), log);
        idle.hasMoved();
        Files.writeString(log, "recovering");
        assertThat(idle.hasMoved()).isTrue();
        assertThat(idle.hasMoved()).isFalse();

        Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            ServerActivity working = new ServerActivity(busy.toHandle(), log);
            StallTimeout limit = new StallTimeout(Duration.ofSeconds(30), () -> false, System::nanoTime);
            boolean moved = false;
            while (!moved && limit.pause()) {
                moved = working.hasMoved();
            }
            assertThat(moved).isTrue();
        } finally {
            busy.destroyForcibly();
        }
    }
}
