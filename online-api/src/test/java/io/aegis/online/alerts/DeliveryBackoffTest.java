/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryBackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "9, 512", "10, 900", "1000, 900", "2147483647, 900"})
    void it_doubles_up_to_a_quarter_of_an_hour_and_jitters_down_to_half(int failures, long seconds) {
        Duration full = Duration.ofSeconds(seconds);

        assertThat(new DeliveryBackoff(drawing(0)).after(failures)).isEqualTo(full);
        assertThat(new DeliveryBackoff(drawing(500)).after(failures)).isEqualTo(full.dividedBy(2));
        DeliveryBackoff random = new DeliveryBackoff(new Random(failures));
        for (int i = 0; i < 100; i++) {
            assertThat(random.after(failures)).isBetween(full.dividedBy(2), full);
        }
    }

    private static RandomGenerator drawing(int value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only nextInt(bound) is drawn");
            }

            @Override
            public int nextInt(int bound) {
                assertThat(bound).isEqualTo(501);
                return value;
            }
        };
    }
}
