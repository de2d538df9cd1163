/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryBulkheadTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final DeliveryBulkhead underWay = new DeliveryBulkhead();

    private void begin(String channel, int times) {
        for (int i = 0; i < times; i++) {
            underWay.begin(channel);
        }
    }

    @Test
    void each_channel_has_a_share_of_its_own() {
        begin("hung", DeliveryBulkhead.SHARE);

        assertThat(underWay.room("hung")).isZero();
        assertThat(underWay.room("well")).isEqualTo(DeliveryBulkhead.SHARE);
        underWay.end("hung");
        assertThat(underWay.room("hung")).isOne();
    }

    @Test
    void when_all_is_taken_there_is_still_room_for_the_first_of_a_channel() {
        for (int i = 0; i < DeliveryBulkhead.MOST / DeliveryBulkhead.SHARE; i++) {
            begin("hung " + i, DeliveryBulkhead.SHARE);
        }

        assertThat(underWay.room("well")).isOne();
        underWay.begin("well");
        assertThat(underWay.room("well")).isZero();
        underWay.end("well");
        underWay.end("hung 0");
        underWay.end("hung 0");
        assertThat(underWay.room("well")).isEqualTo(2);
    }

    @Test
    void whoever_waits_hears_of_each_end_once() throws Exception {
        assertThat(underWay.awaitEnd(LONG)).isFalse();
        underWay.begin("well");
        assertThat(underWay.awaitEnd(Duration.ofMillis(1))).isTrue();
        underWay.end("well");

        assertThat(underWay.awaitEnd(LONG)).as("it ended since").isTrue();
        assertThat(underWay.awaitEnd(LONG)).isFalse();
    }
}
