/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.outbox.Alerts;
import io.aegis.monitoring.alert.AlertReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Replicas that see the same samples alert as one. */
class ReplicaAlertsTest extends MonitoringAlertsFixture {

    @Test
    void what_two_replicas_see_is_one_alert_with_one_end() {
        shared = true;
        MonitoringAlerts other = replica();
        Optional<Instant> since = Optional.of(NOON.minusSeconds(60));
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        alerts.flush();
        now = NOON.plusSeconds(15);
        other.note(found(AlertReason.GOES_ON, now, 0.99, since));
        other.flush();
        assertThat(subjects()).as("the same stage of the same episode").hasSize(1);
        now = NOON.plusSeconds(30);
        alerts.note(found(AlertReason.ORDINARY, now, 0.1, since));
        alerts.flush();
        assertThat(subjects()).as("its end").hasSize(2);
        now = NOON.plusSeconds(1_000);
        other.flush();
        assertThat(subjects()).as("silence says nothing of what others see").hasSize(2);
    }

    @Test
    void who_sees_only_the_end_of_what_another_told_tells_it() throws Exception {
        alerts.note(found(AlertReason.ORDINARY, NOON, 0.1, Optional.of(NOON.minusSeconds(600))));

        assertThat(flushed()).singleElement().satisfies(ended -> {
            assertThat(ended.path("startsAt").asText()).isEqualTo("2026-11-20T11:50:00.000Z");
            assertThat(ended.path("endsAt").asText()).isEqualTo("2026-11-20T12:00:00.000Z");
        });
    }

    private Set<UUID> subjects() {
        return written.stream().map(Alerts.Cause::subject).collect(Collectors.toSet());
    }
}
