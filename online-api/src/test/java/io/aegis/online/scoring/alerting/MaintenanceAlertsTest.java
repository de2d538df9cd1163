/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In a maintenance window nobody is alerted anew. */
class MaintenanceAlertsTest extends MonitoringAlertsFixture {

    @Test
    void in_a_maintenance_window_nothing_begins_and_what_began_before_goes_on_and_ends() throws Exception {
        alerts.note(found(AlertReason.MAINTENANCE, NOON, 0.99));
        assertThat(flushed()).isEmpty();
        alerts.note(found(AlertReason.EXTREME, NOON, 0.99));
        assertThat(flushed()).hasSize(1);
        now = NOON.plusSeconds(61);
        alerts.note(found(AlertReason.MAINTENANCE, now, 0.99));
        assertThat(flushed()).as("it goes on").hasSize(1);
        alerts.note(found(AlertReason.ORDINARY, now, 0.1));
        assertThat(flushed()).as("it ended").hasSize(1);
    }

    @Test
    void a_failure_of_a_service_in_maintenance_is_not_told() throws Exception {
        windows = List.of(new MaintenanceWindow(
                new UUID(0, 1),
                new MaintenanceScope(Optional.of(new NamePattern("ca*")), new TreeMap<>()),
                new MaintenanceTimes.Once(NOON, NOON.plusSeconds(60)),
                Optional.empty(),
                "bootstrap",
                NOON));
        calendar.refresh();
        failure(Severity.HIGH);
        assertThat(flushed()).isEmpty();
        now = NOON.plusSeconds(61);
        failure(Severity.HIGH);
        assertThat(flushed()).hasSize(1);
    }
}
