/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {

    @Test
    void a_rate_spreads_requests_evenly() {
        ArrivalSchedule schedule = ArrivalSchedule.atRate(40, 2_000, 3);

        assertThat(schedule.count()).isEqualTo(6_000);
        assertThat(schedule.offsetNanos(40)).isZero();
        assertThat(schedule.offsetNanos(41)).isEqualTo(500_000);
        assertThat(schedule.offsetNanos(schedule.end() - 1)).isEqualTo(2_999_500_000L);
        assertThat(schedule.perSecond()).isEqualTo(2_000);
    }

    @Test
    void everything_can_be_due_at_once() {
        ArrivalSchedule schedule = ArrivalSchedule.allAtOnce(0, 10);

        assertThat(schedule.offsetNanos(9)).isZero();
        assertThat(schedule.perSecond()).isInfinite();
    }

    @Test
    void the_longest_schedule_does_not_overflow() {
        ArrivalSchedule schedule = new ArrivalSchedule(0, ArrivalSchedule.MAX_COUNT, ArrivalSchedule.MAX_LENGTH);

        assertThat(schedule.offsetNanos(schedule.end())).isEqualTo(ArrivalSchedule.MAX_LENGTH.toNanos());
    }

    @Test
    void what_is_out_of_bounds_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ArrivalSchedule.allAtOnce(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ArrivalSchedule.allAtOnce(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ArrivalSchedule.atRate(0, ArrivalSchedule.MAX_COUNT, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArrivalSchedule(0, 1, Duration.ofHours(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArrivalSchedule(0, 1, Duration.ofNanos(-1)));
    }
}
