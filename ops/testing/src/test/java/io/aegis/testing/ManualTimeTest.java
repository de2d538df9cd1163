/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    @Test
    void stands_until_it_is_moved() {
        ManualTime time = new ManualTime();
        long before = time.nanos();
        assertThat(time.nanos()).isEqualTo(before);
        time.advance(Duration.ofSeconds(7));
        assertThat(time.nanos() - before).isEqualTo(7_000_000_000L);
    }
}
