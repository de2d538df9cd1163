/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CronTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void times_follow_the_zone_through_its_changes() {
        // 02:30 does not exist on 29 March 2026 in Berlin: that day is left out.
        assertThat(CronTimes.next("0 30 2 * * *", BERLIN, Instant.parse("2026-03-28T00:00:00Z"), 3))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"),
                        Instant.parse("2026-03-31T00:30:00Z"));
        assertThat(CronTimes.next("0 30 4 * * *", BERLIN, Instant.parse("2026-10-24T12:00:00Z"), 2))
                .containsExactly(Instant.parse("2026-10-25T03:30:00Z"), Instant.parse("2026-10-26T03:30:00Z"));
    }

    @Test
    void an_expression_that_matches_no_moment_never_fires() {
        assertThat(CronTimes.next("0 0 0 30 2 *", ZoneOffset.UTC, Instant.EPOCH))
                .isEmpty();
        assertThat(CronTimes.next("0 0 0 30 2 *", ZoneOffset.UTC, Instant.EPOCH, 5))
                .isEmpty();
    }
}
