/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecondTest {

    private static int[] times(int count) {
        int[] micros = new int[count];
        Arrays.fill(micros, 1_000);
        return micros;
    }

    @Test
    void a_standstill_is_seen_in_its_second() {
        int[] micros = times(300);
        Arrays.fill(micros, 210, 220, 400_000);

        assertThat(Second.all(ArrivalSchedule.atRate(7, 100, 3), micros))
                .containsExactly(new Second(0, 100, 1, 1), new Second(1, 100, 1, 1), new Second(2, 100, 400, 400));
    }

    @Test
    void one_slow_request_in_a_hundred_is_no_slow_second() {
        int[] micros = times(200);
        micros[150] = 900_000;
        micros[20] = 2_000;
        micros[30] = 2_000;

        assertThat(Second.all(ArrivalSchedule.atRate(0, 100, 2), micros))
                .containsExactly(new Second(0, 100, 2, 2), new Second(1, 100, 1, 900));
    }

    @Test
    void requests_of_one_moment_are_one_second() {
        assertThat(Second.all(ArrivalSchedule.allAtOnce(0, 3), times(3))).containsExactly(new Second(0, 3, 1, 1));
    }
}
