/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelReadsTest {

    /** No part asks it for anything. */
    private static final DbExecute NOTHING = (DbExecute) Proxy.newProxyInstance(
            ParallelReadsTest.class.getClassLoader(), new Class<?>[] {DbExecute.class}, (_, method, _) -> {
                throw new AssertionError(method);
            });

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ParallelReads reads = new ParallelReads(new Direct(), threads);

    private static final class Direct implements ReadAccess {

        @Override
        public <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
            try {
                return work.in(NOTHING);
            } catch (IllegalStateException e) {
                throw new DatabaseUnavailableException("away", e);
            }
        }

        @Override
        public PoolLoad reads() {
            throw new AssertionError();
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        threads.close();
    }

    private static Deadline ample() {
        return Deadline.after(System::nanoTime, Duration.ofMinutes(1));
    }

    @Test
    void parts_are_read_at_once_and_told_in_their_order() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        List<Work<Integer>> parts = List.of(_ -> with(together, 1), _ -> with(together, 2), _ -> with(together, 3));
        assertThat(reads.read(ample(), parts)).containsExactly(1, 2, 3);
    }

    private static int with(CyclicBarrier together, int part) {
        try {
            together.await(1, TimeUnit.MINUTES);
            return part;
        } catch (Exception e) {
            throw new AssertionError("the others did not come", e);
        }
    }

    @Test
    void a_part_that_fails_is_the_failure_of_all() {
        Work<Integer> fails = _ -> {
            throw new IllegalStateException();
        };
        assertThatThrownBy(() -> reads.read(ample(), List.of(_ -> 1, fails)))
                .isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(() -> reads.read(ample(), List.of(fails, _ -> 1)))
                .isInstanceOf(DatabaseUnavailableException.class);
    }
}
