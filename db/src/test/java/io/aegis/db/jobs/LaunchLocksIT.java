/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import static io.aegis.db.TestSchema.ample;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaunchLocksIT {

    private static final UUID ME = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    private final TestSchema schema = TestSchema.create();
    private final LaunchLocks locks = new LaunchLocks(schema.database());
    private final Heartbeats heartbeats = new Heartbeats(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void one_instance_is_one_owner_s_until_it_is_given_back() throws Exception {
        LaunchLock lock = acquired("k1", ME);

        assertThat(locks.acquire("job", "k1", OTHER, 9, ample())).isEqualTo(new LockAttempt.Taken(Optional.empty()));
        assertThat(locks.started(lock, 7, ample())).isTrue();
        assertThat(locks.acquire("job", "k1", OTHER, 9, ample())).isEqualTo(new LockAttempt.Taken(Optional.of(7L)));
        assertThat(locks.find("job", "k1", ample()))
                .map(LaunchLock::executionId)
                .contains(Optional.of(7L));

        locks.release(lock, ample());
        assertThat(locks.find("job", "k1", ample())).isEmpty();
        assertThat(locks.started(lock, 8, ample())).isFalse();
        acquired("k1", OTHER);
    }

    @Test
    void a_job_has_only_so_many_slots() throws Exception {
        LaunchLock first = acquired("k1", ME);
        acquired("k2", ME);
        assertThat(locks.acquire("job", "k3", ME, 2, ample())).isInstanceOf(LockAttempt.Full.class);
        assertThat(locks.acquire("another", "k3", ME, 2, ample())).isInstanceOf(LockAttempt.Acquired.class);

        locks.release(first, ample());
        acquired("k3", OTHER);
        assertThat(locks.of(ME, ample())).extracting(LaunchLock::jobKey).containsExactlyInAnyOrder("k2", "k3");
    }

    @Test
    void many_who_ask_at_once_get_as_many_as_there_are_slots() throws Exception {
        List<Callable<LockAttempt>> tries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String key = "k" + i % 20;
            tries.add(() -> locks.acquire("job", key, UUID.randomUUID(), 3, ample()));
        }
        List<LockAttempt> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<LockAttempt> outcome : threads.invokeAll(tries)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).filteredOn(LockAttempt.Acquired.class::isInstance).hasSize(3);
        assertThat(schema.value("SELECT COUNT(*) FROM launch_lock")).isEqualTo("3");
    }

    @Test
    void the_right_of_a_dead_process_goes_to_one_other() throws Exception {
        heartbeats.begin(ME, "host", "machine", 1, ample());
        heartbeats.begin(OTHER, "host", "machine", 2, ample());
        LaunchLock lock = acquired("k1", ME);
        assertThat(locks.orphans(ample())).isEmpty();
        assertThat(locks.askStop("job", "k1", ample())).isTrue();
        assertThat(locks.askStop("job", "k2", ample())).isFalse();

        heartbeats.end(ME, ample());

        assertThat(heartbeats.beat(ME, ample())).isFalse();
        assertThat(heartbeats.beat(OTHER, ample())).isTrue();
        LaunchLock orphan = locks.orphans(ample()).getFirst();
        assertThat(orphan.stopAsked()).isTrue();
        Optional<LaunchLock> taken = locks.takeOver(orphan, OTHER, ample());
        assertThat(taken).map(LaunchLock::recoveries).contains(1);
        assertThat(locks.takeOver(orphan, UUID.randomUUID(), ample())).isEmpty();
        locks.release(lock, ample());
        assertThat(locks.find("job", "k1", ample()))
                .as("the old owner cannot give it back")
                .isPresent();
    }

    @Test
    void the_silent_count_as_dead() throws Exception {
        heartbeats.begin(ME, "host", "machine", 1, ample());
        heartbeats.begin(OTHER, "host", "machine", 2, ample());
        schema.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 1 MINUTE WHERE pid = 1");

        assertThat(heartbeats.expire(Duration.ofSeconds(30), ample())).isEqualTo(1);

        assertThat(heartbeats.all(ample())).extracting(JobProcess::owner).containsExactly(OTHER);
        assertThat(heartbeats.onMachine("machine", ample())).hasSize(1);
        assertThat(heartbeats.onMachine("elsewhere", ample())).isEmpty();
    }

    private LaunchLock acquired(String key, UUID owner) throws Exception {
        LockAttempt attempt = locks.acquire("job", key, owner, 2, ample());
        assertThat(attempt).as(key).isInstanceOf(LockAttempt.Acquired.class);
        return ((LockAttempt.Acquired) attempt).lock();
    }
}
