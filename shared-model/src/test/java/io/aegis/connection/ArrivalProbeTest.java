/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalProbeTest {

    private final AtomicLong nanos = new AtomicLong(1_000);

    @Test
    void what_arrived_before_a_byte_that_was_read_is_noticed_and_nothing_later() throws Exception {
        try (ArrivalProbe probe = ArrivalProbe.open(nanos::get)) {
            assertThat(probe.noticed(1_000)).isTrue();
            assertThat(probe.noticed(1_001)).isFalse();

            for (long sent = 2_000; sent < 2_010; sent++) {
                nanos.set(sent);
                probe.send();
                long moment = sent;
                Await.until("the byte of " + sent + " is read", () -> probe.noticed(moment));
                assertThat(probe.noticed(sent + 1)).isFalse();
            }
        }
    }

    @Test
    void sending_after_the_end_does_no_harm() throws Exception {
        ArrivalProbe probe = ArrivalProbe.open(nanos::get);
        probe.close();
        nanos.set(5_000);
        probe.send();
        assertThat(probe.noticed(5_000)).isFalse();
    }
}
