/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.task.TaskExecutor;

/** Runs each execution on a virtual thread of its own, and says when it has ended, however it did. */
final class LaunchExecutor implements TaskExecutor {

    /** What is being launched, on the launching thread; what runs, on the execution's own. */
    static final ScopedValue<RunningInstance> RUNNING = ScopedValue.newInstance();

    private static final Logger LOG = LoggerFactory.getLogger(LaunchExecutor.class);

    private final Consumer<RunningInstance> ended;

    LaunchExecutor(Consumer<RunningInstance> ended) {
        this.ended = ended;
    }

    @Override
    public void execute(Runnable task) {
        RunningInstance running = RUNNING.get();
        Thread.ofVirtual()
                .name("job-" + running.key().jobName())
                .start(() -> ScopedValue.where(RUNNING, running).run(() -> run(task, running)));
    }

    private void run(Runnable task, RunningInstance running) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // What jobs throw is caught and stored by Spring Batch; this is what it could not store.
            running.breaksOff();
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("job", running.key().jobName())
                    .log("an execution broke off");
        } finally {
            ended.accept(running);
            MDC.clear();
        }
    }
}
