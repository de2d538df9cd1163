/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.monitoring.maintenance.CronMinutes;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Maintenance windows in and out of a real database. */
class MaintenanceStoreIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestSchema schema = TestSchema.create();
    private final MaintenanceStore store = new MaintenanceStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static MaintenanceWindow once(int number, Instant from) {
        return new MaintenanceWindow(
                new UUID(0, number),
                new MaintenanceScope(Optional.of(new NamePattern("cart*")), new TreeMap<>()),
                new MaintenanceTimes.Once(from, from.plusSeconds(60)),
                Optional.empty(),
                "bootstrap",
                from.plusSeconds(number));
    }

    @Test
    void windows_are_read_as_they_were_stored_and_removed() throws Exception {
        MaintenanceWindow repeated = new MaintenanceWindow(
                new UUID(7, 7),
                new MaintenanceScope(Optional.empty(), new TreeMap<>(Map.of("pod", new NamePattern("Zürich \"*")))),
                new MaintenanceTimes.Repeated(CronMinutes.parse("0 2 * * SUN"), Duration.ofMinutes(30)),
                Optional.of("backup"),
                "bootstrap",
                NOON);
        assertThat(store.add(repeated, Actor.COMMAND, TestSchema.ample())).isTrue();
        assertThat(store.add(once(1, NOON), Actor.COMMAND, TestSchema.ample())).isTrue();

        assertThat(store.all(TestSchema.ample())).first().isEqualTo(once(1, NOON));
        assertThat(store.all(TestSchema.ample()).getLast())
                .usingRecursiveComparison()
                .isEqualTo(repeated);
        assertThat(store.remove(repeated.id(), Actor.COMMAND, TestSchema.ample()))
                .isTrue();
        assertThat(store.remove(repeated.id(), Actor.COMMAND, TestSchema.ample()))
                .isFalse();
        assertThat(store.all(TestSchema.ample())).containsExactly(once(1, NOON));
    }

    @Test
    void there_are_only_so_many_and_what_is_long_over_goes() throws Exception {
        for (int i = 0; i < MaintenanceStore.MOST; i++) {
            assertThat(store.add(once(i, NOON), Actor.COMMAND, TestSchema.ample()))
                    .isTrue();
        }
        assertThat(store.add(once(1_000, NOON), Actor.COMMAND, TestSchema.ample()))
                .isFalse();

        Instant later = NOON.plus(Duration.ofDays(8));
        assertThat(store.add(once(1_001, later), Actor.COMMAND, TestSchema.ample()))
                .isTrue();
        assertThat(store.all(TestSchema.ample())).containsExactly(once(1_001, later));
    }

    @Test
    void the_audit_log_says_who_silenced_what_and_who_ended_it() throws Exception {
        MaintenanceWindow window = once(1, NOON);
        store.add(window, Actor.user("ann"), TestSchema.ample());
        store.remove(window.id(), Actor.user("bob"), TestSchema.ample());
        store.remove(window.id(), Actor.user("bob"), TestSchema.ample());

        assertThat(schema.value("SELECT GROUP_CONCAT(actor, ' ', action ORDER BY id) FROM audit_log WHERE subject = '"
                        + window.id() + "'"))
                .isEqualTo("ann MAINTENANCE_ADD,bob MAINTENANCE_END");
        assertThat(schema.value(
                        "SELECT after_value = (SELECT before_value FROM audit_log WHERE action = 'MAINTENANCE_END')"
                                + " FROM audit_log WHERE action = 'MAINTENANCE_ADD'"))
                .isIn("1", "true");
        assertThat(schema.value("SELECT after_value FROM audit_log WHERE action = 'MAINTENANCE_ADD'"))
                .contains("from", "to");
    }
}
