/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of steps, shared by processes that live and die. */
class PartitionLeasesIT {

    private static final UUID ONE = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final UUID MANAGER = UUID.randomUUID();

    private TestSchema schema;
    private PartitionLeases leases;
    private Heartbeats heartbeats;

    @BeforeEach
    void open() throws Exception {
        schema = TestSchema.create();
        leases = new PartitionLeases(schema.database());
        heartbeats = new Heartbeats(schema.database());
        heartbeats.begin(ONE, "host", "machine", 1, TestSchema.ample());
        heartbeats.begin(OTHER, "host", "machine", 2, TestSchema.ample());
        heartbeats.begin(MANAGER, "host", "machine", 3, TestSchema.ample());
        LaunchLocks locks = new LaunchLocks(schema.database());
        for (long job = 1; job <= 2; job++) {
            if (locks.acquire("job", "key" + job, MANAGER, 9, TestSchema.ample())
                    instanceof LockAttempt.Acquired(LaunchLock lock)) {
                locks.started(lock, job, TestSchema.ample());
            }
        }
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private Optional<Long> claim(UUID owner) throws Exception {
        return leases.claim(owner, TestSchema.ample()).map(PartitionLease::stepExecutionId);
    }

    @Test
    void each_is_taken_up_by_one_and_the_job_with_the_fewest_workers_comes_first() throws Exception {
        leases.offer(1, List.of(11L, 12L, 13L), TestSchema.ample());
        leases.offer(2, List.of(21L), TestSchema.ample());

        assertThat(claim(ONE)).contains(11L);
        assertThat(claim(OTHER)).contains(21L);
        assertThat(claim(OTHER)).contains(12L);
        assertThat(claim(ONE)).contains(13L);
        assertThat(claim(ONE)).isEmpty();
        assertThat(leases.wanted(ONE, TestSchema.ample())).containsExactlyInAnyOrder(11L, 13L);
        assertThat(leases.progress(1, TestSchema.ample())).isEqualTo(new PartitionProgress(3, 0));

        leases.end(11, ONE, TestSchema.ample());
        leases.end(12, ONE, TestSchema.ample());
        assertThat(leases.progress(1, TestSchema.ample()).open()).isEqualTo(2);
    }

    @Test
    void many_who_claim_at_once_get_each_once() throws Exception {
        leases.offer(1, LongStream.range(0, 60).boxed().toList(), TestSchema.ample());
        List<Future<List<Long>>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                UUID owner = i % 2 == 0 ? ONE : OTHER;
                all.add(threads.submit(() -> {
                    List<Long> claimed = new ArrayList<>();
                    // What another has locked at the moment is passed over.
                    for (int empty = 0; empty < 20; ) {
                        Optional<Long> next = claim(owner);
                        next.ifPresent(claimed::add);
                        empty += next.isEmpty() ? 1 : 0;
                    }
                    return claimed;
                }));
            }
        }
        List<Long> claimed = new ArrayList<>();
        for (Future<List<Long>> each : all) {
            claimed.addAll(each.get());
        }
        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void the_dead_lose_theirs_and_can_commit_no_more() throws Exception {
        leases.offer(1, List.of(11L), TestSchema.ample());
        claim(ONE);
        leases.hold(11, ONE, TestSchema.ample());
        assertThat(claim(OTHER)).isEmpty();

        heartbeats.end(ONE, TestSchema.ample());
        assertThat(leases.claim(OTHER, TestSchema.ample())).contains(new PartitionLease(11, 1));

        assertThatThrownBy(() -> leases.hold(11, ONE, TestSchema.ample())).isInstanceOf(PartitionLostException.class);
        leases.release(11, OTHER, TestSchema.ample());
        assertThat(leases.claim(OTHER, TestSchema.ample()))
                .as("without a commit in between")
                .contains(new PartitionLease(11, 2));
        leases.hold(11, OTHER, TestSchema.ample());
        leases.release(11, OTHER, TestSchema.ample());
        assertThat(leases.claim(OTHER, TestSchema.ample())).contains(new PartitionLease(11, 1));

        leases.release(11, OTHER, TestSchema.ample());
        heartbeats.end(MANAGER, TestSchema.ample());
        assertThat(claim(OTHER)).as("whose job is to be recovered first").isEmpty();
    }

    @Test
    void who_hands_out_can_have_all_end_or_take_all_away() throws Exception {
        leases.offer(1, List.of(11L, 12L), TestSchema.ample());
        claim(ONE);
        leases.stop(1, TestSchema.ample());

        assertThat(claim(OTHER)).isEmpty();
        assertThat(leases.wanted(ONE, TestSchema.ample())).isEmpty();
        assertThat(leases.progress(1, TestSchema.ample()).open()).isEqualTo(1);
        leases.hold(11, ONE, TestSchema.ample());
        leases.release(11, ONE, TestSchema.ample());
        leases.stop(1, TestSchema.ample());
        assertThat(leases.progress(1, TestSchema.ample()).open()).isZero();

        leases.offer(1, List.of(11L), TestSchema.ample());
        claim(ONE);
        leases.revoke(1, TestSchema.ample());
        assertThatThrownBy(() -> leases.hold(11, ONE, TestSchema.ample())).isInstanceOf(PartitionLostException.class);
    }

    @Test
    void an_instance_is_attended_while_its_process_gives_signs_of_life() throws Exception {
        LaunchLocks locks = new LaunchLocks(schema.database());
        locks.acquire("job", "key", ONE, 9, TestSchema.ample());
        assertThat(locks.isAttended("job", "key", java.time.Duration.ofMinutes(1), TestSchema.ample()))
                .isTrue();
        schema.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 2 MINUTE");
        assertThat(locks.isAttended("job", "key", java.time.Duration.ofMinutes(1), TestSchema.ample()))
                .isFalse();
    }
}
