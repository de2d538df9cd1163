/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.keys.KeyRing;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.recurring.RecurringTasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Polls for work while the process serves, so it starts last and stops first. Its stop is where SIGTERM reaches jobs: they
 * are told to stop at the end of their chunk, and are waited for while everything they need is still there.
 */
final class JobPoller implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobPoller.class);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(3);
    private static final Duration METERS_EVERY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final OrphanDetection detection;
    private final RequestConsumer requests;
    private final ScheduleRunner schedules;
    private final KeyRing keys;
    private final MeterRefresh meters;
    private final PartitionWorker partitions;
    private final PartitionPause pause;
    private final RunningExecutions running;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final RecurringTasks tasks = new RecurringTasks(Duration.ZERO, new TaskFailures());
    private volatile boolean watching;

    JobPoller(
            OrphanDetection detection,
            RequestConsumer requests,
            ScheduleRunner schedules,
            KeyRing keys,
            MeterRefresh meters,
            PartitionWorker partitions,
            PartitionPause pause,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker) {
        this.detection = detection;
        this.requests = requests;
        this.schedules = schedules;
        this.keys = keys;
        this.meters = meters;
        this.partitions = partitions;
        this.pause = pause;
        this.running = running;
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        watching = true;
        tasks.every(settings.beat(), "recovery", detection::look);
        tasks.every(settings.poll(), "requests", requests::consume);
        tasks.every(settings.poll(), "schedules", schedules::fire);
        tasks.every(settings.poll(), "disk", pause::look);
        tasks.every(settings.poll(), "partitions", partitions::look);
        tasks.every(KEYS_EVERY, "keys", keys::refresh);
        tasks.every(METERS_EVERY, "meters", meters::refresh);
    }

    @Override
    public void stop() {
        running.close();
        tasks.close();
        Deadline deadline = Deadline.after(ticker, settings.grace());
        while (isBusy() && !deadline.passed() && paused()) {
            running.all().forEach(RunningInstance::stop);
            partitions.stop();
        }
        if (isBusy()) {
            LOG.atWarn()
                    .addKeyValue("executions", running.all().size())
                    .log("executions did not come to the end of their chunk in time");
        }
        watching = false;
    }

    private boolean isBusy() {
        return !running.all().isEmpty() || !partitions.isIdle();
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return watching;
    }
}
