/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationIdTest {

    private static final String TEN = "2026-11-20T10:00:00.123456789Z";

    private static UUID id(String group, String begun, Set<String> firing, int resolved) {
        ReceivedAlert alert = new ReceivedAlert("f", true, Map.of(), begun);
        ReceivedAlert over = new ReceivedAlert("g", false, Map.of(), "2027-01-01T00:00:00Z");
        return NotificationId.of(new Notification(group, List.of(alert, over)), firing, resolved);
    }

    @Test
    void it_is_a_uuid_of_version_7_of_the_time_when_the_latest_firing_alert_began() {
        UUID id = id("g", TEN, Set.of("f"), 0);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                .isEqualTo(Instant.parse("2026-11-20T10:00:00.123Z"));
    }

    @Test
    void the_same_alerts_of_a_group_have_the_same_and_others_have_others() {
        UUID id = id("g", TEN, Set.of("f"), 0);

        assertThat(id("g", TEN, Set.of("f"), 0)).isEqualTo(id);
        assertThat(List.of(
                        id,
                        id("h", TEN, Set.of("f"), 0),
                        id("g", TEN, Set.of("e"), 0),
                        id("g", TEN, Set.of("f"), 1),
                        id("g", "2026-11-20T10:00:00Z", Set.of("f"), 0)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "0001-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z"
            })
    void what_is_no_time_or_long_ago_is_an_id_all_the_same(String begun) {
        UUID id = id("g", begun, Set.of("f"), 0);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id("g", begun, Set.of("f"), 0)).isEqualTo(id);
    }
}
