/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreTimeTest {

    private static final long MS = 1_000_000;

    private final StoreTime time = new StoreTime(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(200));

    @Test
    void before_the_first_store_it_keeps_back_half_as_much_again_as_that_is_reckoned_to_take() {
        assertThat(time.reserve()).isEqualTo(30 * MS);
    }

    @Test
    void it_never_goes_below_the_floor() {
        for (int i = 0; i < 1_000; i++) {
            time.record(1);
        }
        assertThat(time.reserve()).isBetween(15 * MS, 15 * MS + 100);
    }

    @Test
    void a_slow_store_is_believed_at_once() {
        time.record(80 * MS);
        assertThat(time.reserve()).isEqualTo(120 * MS);
    }

    @Test
    void one_stall_does_not_end_all_waiting() {
        time.record(9_000 * MS);
        assertThat(time.reserve()).isEqualTo(300 * MS);
    }

    @Test
    void fast_stores_win_trust_back_by_halves() {
        time.record(170 * MS);
        for (int i = 0; i < 22; i++) {
            time.record(10 * MS);
        }
        assertThat(time.reserve()).isBetween(130 * MS, 140 * MS);
    }
}
