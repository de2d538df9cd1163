/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseUptimeTest {

    private final AtomicLong now = new AtomicLong();
    private final DatabaseUptime uptime = new DatabaseUptime(Duration.ofSeconds(10), now::get);

    private Duration answeredAfter(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return uptime.answered();
    }

    @Test
    void it_grows_while_the_database_answers_and_begins_again_behind_a_gap() {
        assertThat(answeredAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(answeredAfter(10)).isEqualTo(Duration.ofSeconds(12));
        assertThat(answeredAfter(11)).isZero();
        assertThat(answeredAfter(3)).isEqualTo(Duration.ofSeconds(3));
    }
}
