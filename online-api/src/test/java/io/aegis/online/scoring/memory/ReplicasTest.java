/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.ReplicaRegister.Replica;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private final List<Replica> others = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private long nanos;
    private boolean away;
    private boolean ended;

    private final Replicas replicas = Replicas.of(
            new Replicas.Register() {
                @Override
                public List<Replica> beat(int waiting) throws DatabaseUnavailableException {
                    if (away) {
                        throw new DatabaseUnavailableException("away");
                    }
                    told.add(waiting);
                    return List.copyOf(others);
                }

                @Override
                public void end() throws DatabaseUnavailableException {
                    ended = true;
                    throw new DatabaseUnavailableException("away");
                }
            },
            () -> 7,
            () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        replicas.beat();
    }

    @Test
    void others_are_taken_to_be_there_until_it_is_known_that_there_are_none() {
        assertThat(replicas.shared()).isTrue();
        away = true;
        replicas.beat();
        assertThat(replicas.shared()).isTrue();
        away = false;
        replicas.beat();
        assertThat(replicas.shared()).isFalse();
        assertThat(replicas.behind()).isFalse();
        assertThat(told).containsExactly(7);
        assertThat(Replicas.alone().shared()).isFalse();
    }

    @Test
    void a_new_one_may_hold_something_back_until_it_knows_of_this_one() {
        others.add(new Replica(new UUID(0, 1), 0));
        replicas.beat();
        assertThat(replicas.shared()).isTrue();
        assertThat(replicas.behind()).isTrue();
        pass(Duration.ofSeconds(4));
        assertThat(replicas.behind()).isFalse();
    }

    @Test
    void what_another_has_not_stored_is_known_and_that_it_has() {
        others.add(new Replica(new UUID(0, 1), 3));
        replicas.beat();
        pass(Duration.ofMinutes(1));
        assertThat(replicas.behind()).isTrue();
        others.set(0, new Replica(new UUID(0, 1), 0));
        pass(Duration.ofSeconds(1));
        assertThat(replicas.behind()).isFalse();
        others.clear();
        pass(Duration.ofSeconds(1));
        assertThat(replicas.shared()).isFalse();
    }

    @Test
    void who_begins_waits_until_the_others_know() {
        assertThat(replicas.begin()).isZero();
        others.add(new Replica(new UUID(0, 1), 0));
        assertThat(replicas.begin()).isGreaterThan(Replicas.EVERY);
    }

    @Test
    void an_end_that_cannot_be_told_is_found_out_by_the_others() {
        replicas.end();
        assertThat(ended).isTrue();
    }
}
