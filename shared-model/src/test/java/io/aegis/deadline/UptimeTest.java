/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UptimeTest {

    @Test
    void it_counts_from_its_start_to_the_millisecond_whatever_the_ticker_says_of_itself() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        Uptime uptime = Uptime.startingNow(now::get);
        assertThat(uptime.seconds()).isZero();
        now.addAndGet(Duration.ofHours(1).plusNanos(1_999_999).toNanos());
        assertThat(uptime.seconds()).isEqualTo(3_600.001);
    }
}
