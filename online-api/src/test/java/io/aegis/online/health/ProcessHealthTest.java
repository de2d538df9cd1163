/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.health.DatabaseProbe.State;
import io.aegis.online.health.HealthSnapshot.Status;
import io.aegis.online.health.ProcessHealth.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What health says in each state of the process; the routes themselves are tested with the runtime. */
class ProcessHealthTest {

    private enum Behaviour {
        CURRENT,
        OUTDATED,
        AWAY
    }

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean warm = new AtomicBoolean(true);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean models = new AtomicBoolean(true);
    private final AtomicBoolean impaired = new AtomicBoolean();
    private Behaviour behaviour = Behaviour.CURRENT;
    private final DatabaseProbe probe = new DatabaseProbe(this::answer, now::get, Duration.ofSeconds(5));
    private final ProcessHealth process = new ProcessHealth(
            probe, warm::get, draining::get, models::get, () -> impaired.get() ? List.of("llm") : List.of());

    private boolean answer() throws IOException {
        if (behaviour == Behaviour.AWAY) {
            throw new IOException("away");
        }
        return behaviour == Behaviour.CURRENT;
    }

    @BeforeEach
    void ask() {
        assertThat(probe.state()).as("not asked yet").isEqualTo(State.UNREACHABLE);
        probe.refresh();
    }

    @Test
    void all_is_well() {
        assertThat(process.snapshot().status()).isEqualTo(Status.HEALTHY);
        assertThat(process.readiness()).isEqualTo(Readiness.READY);
        assertThat(process.snapshot().databaseConnected()).isTrue();
        assertThat(process.snapshot().modelsLoaded()).isTrue();
    }

    @Test
    void what_changes_later_does_not_make_an_answer_contradict_itself() {
        HealthSnapshot before = process.snapshot();

        behaviour = Behaviour.AWAY;
        probe.refresh();

        assertThat(before.status()).isEqualTo(Status.HEALTHY);
        assertThat(before.databaseConnected()).isTrue();
        assertThat(process.snapshot().databaseConnected()).isFalse();
    }

    @Test
    void without_the_database_it_is_unhealthy_and_not_ready() {
        behaviour = Behaviour.AWAY;
        probe.refresh();

        assertThat(process.snapshot().status()).isEqualTo(Status.UNHEALTHY);
        assertThat(process.readiness()).isEqualTo(Readiness.DATABASE_UNREACHABLE);
        assertThat(process.snapshot().databaseConnected()).isFalse();
    }

    @Test
    void an_answer_that_is_too_old_counts_as_none() {
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(probe.state()).isEqualTo(State.CURRENT);

        now.incrementAndGet();
        assertThat(probe.state()).isEqualTo(State.UNREACHABLE);
    }

    @Test
    void a_schema_of_another_version_is_degraded_and_not_ready() {
        behaviour = Behaviour.OUTDATED;
        probe.refresh();

        assertThat(process.snapshot().status()).isEqualTo(Status.DEGRADED);
        assertThat(process.readiness()).isEqualTo(Readiness.SCHEMA_OUTDATED);
    }

    @Test
    void what_requests_do_not_suffer_from_is_degraded_and_ready() {
        impaired.set(true);
        assertThat(process.snapshot().status()).isEqualTo(Status.DEGRADED);
        assertThat(process.readiness()).isEqualTo(Readiness.READY);

        impaired.set(false);
        models.set(false);
        assertThat(process.snapshot().status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void before_the_warm_up_and_while_draining_it_is_not_ready() {
        warm.set(false);
        assertThat(process.readiness()).isEqualTo(Readiness.STARTING);

        draining.set(true);
        assertThat(process.readiness()).isEqualTo(Readiness.DRAINING);
    }
}
