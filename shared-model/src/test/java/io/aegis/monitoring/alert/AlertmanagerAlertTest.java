/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertmanagerAlertTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void an_alert_is_written_with_its_labels_in_order() {
        AlertmanagerAlert alert = new AlertmanagerAlert(
                Map.of("service", "a \"b\"", "alertname", "X"), Map.of("summary", "s"), "https://a/");
        assertThat(alert.payload(NOON, NOON.plusNanos(1_234_567)))
                .isEqualTo(
                        "{\"labels\":{\"alertname\":\"X\",\"service\":\"a \\\"b\\\"\"},\"annotations\":{\"summary\":\"s\"},"
                                + "\"startsAt\":\"2026-11-20T12:00:00.000Z\",\"endsAt\":\"2026-11-20T12:00:00.001Z\","
                                + "\"generatorURL\":\"https://a/\"}");
    }

    @Test
    void a_stage_of_an_episode_has_one_id_wherever_it_is_told() {
        Map<String, String> labels = Map.of("service", "a");
        assertThat(StageId.of(labels, NOON, "over"))
                .isEqualTo(StageId.of(Map.of("service", "a"), NOON, "over"))
                .isNotEqualTo(StageId.of(labels, NOON, "minute 1"))
                .isNotEqualTo(StageId.of(labels, NOON.plusMillis(1), "over"))
                .isNotEqualTo(StageId.of(Map.of("service", "b"), NOON, "over"));
        assertThat(StageId.of(labels, NOON, "over").version()).isEqualTo(8);
        assertThat(StageId.of(labels, NOON, "over").variant()).isEqualTo(2);
    }

    @Test
    void every_id_of_a_stage_is_one_that_the_database_takes() {
        for (int i = 0; i < 2_000; i++) {
            UUID id = StageId.of(Map.of("service", "s" + i), NOON, "over");

            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getLeastSignificantBits() >>> 56).isNotEqualTo(0x80);
        }
    }
}
