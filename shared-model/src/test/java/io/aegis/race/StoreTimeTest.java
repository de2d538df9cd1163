package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreTimeTest {

    private final StoreTime time = new StoreTime(Duration.ofMillis(10), Duration.ofMillis(250));

    @Test
    void it_starts_at_the_floor_and_never_goes_below() {
        assertThat(time.nanos()).isEqualTo(10_000_000);
        time.record(1);
        assertThat(time.nanos()).isEqualTo(10_000_000);
    }

    @Test
    void a_slow_store_is_believed_at_once() {
        time.record(80_000_000);
        assertThat(time.nanos()).isEqualTo(80_000_000);
    }

    @Test
    void one_stall_does_not_end_all_waiting() {
        time.record(9_000_000_000L);
        assertThat(time.nanos()).isEqualTo(250_000_000);
    }

    @Test
    void fast_stores_win_trust_back_by_halves() {
        time.record(170_000_000);
        for (int i = 0; i < 22; i++) {
            time.record(10_000_000);
        }
        assertThat(time.nanos()).isBetween(85_000_000L, 95_000_000L);
    }
}
