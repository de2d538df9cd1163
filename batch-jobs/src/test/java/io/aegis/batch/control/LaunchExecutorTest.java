/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaunchExecutorTest {

    private final BlockingQueue<RunningInstance> ended = new ArrayBlockingQueue<>(1);
    private final LaunchExecutor executor = new LaunchExecutor(ended::add);
    private final RunningInstance running = new RunningInstance(new InstanceKey("tidy", "key"));

    private RunningInstance run(Runnable task) throws InterruptedException {
        ScopedValue.where(LaunchExecutor.RUNNING, running).run(() -> executor.execute(task));
        return ended.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void an_execution_knows_what_it_runs_and_its_end_is_told() throws Exception {
        BlockingQueue<RunningInstance> seen = new ArrayBlockingQueue<>(1);
        assertThat(run(() -> seen.add(LaunchExecutor.RUNNING.get()))).isSameAs(running);
        assertThat(seen).containsExactly(running);
        assertThat(running.brokeOff()).isFalse();
    }

    @Test
    void an_execution_whose_end_could_not_be_stored_breaks_off_and_its_end_is_told() throws Exception {
        assertThat(run(() -> {
                    throw new IllegalStateException("the database is away");
                }))
                .isSameAs(running);
        assertThat(running.brokeOff()).isTrue();
    }
}
