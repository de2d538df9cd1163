/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.recurring.RecurringTasks;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/** Beats from before the first execution until after the last, so it starts first and stops last. */
final class HeartbeatLifecycle implements SmartLifecycle {

    private final Heartbeat heartbeat;
    private final WorkerIdentity worker;
    private final BooleanSupplier idle;
    private final JobControlSettings settings;
    private final RecurringTasks tasks = new RecurringTasks(Duration.ZERO, new TaskFailures());
    private volatile boolean beating;

    /** @param idle whether nothing runs */
    HeartbeatLifecycle(Heartbeat heartbeat, WorkerIdentity worker, BooleanSupplier idle, JobControlSettings settings) {
        this.heartbeat = heartbeat;
        this.worker = worker;
        this.idle = idle;
        this.settings = settings;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        beating = true;
        tasks.every(settings.beat(), "heartbeat", heartbeat::beat);
    }

    /** While something still runs, the others are to wait until the process is really gone. */
    @Override
    public void stop() {
        tasks.close();
        if (idle.getAsBoolean()) {
            worker.end();
        }
        beating = false;
    }

    @Override
    public boolean isRunning() {
        return beating;
    }
}
