package io.aegis.batch.upkeep;

import io.aegis.batch.launch.Control;
import io.aegis.batch.launch.Running;
import io.aegis.batch.launch.RunningExecutions;
import io.aegis.batch.partitions.PartitionWorker;
import io.aegis.batch.recovery.Recovery;
import io.aegis.batch.requests.RequestConsumer;
import io.aegis.batch.schedules.ScheduleKeeper;
import io.aegis.batch.telemetry.JobMeters;
import io.aegis.db.keys.KeyRing;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for work while the process serves, so it starts last and stops first. Its stop is where SIGTERM reaches jobs: they
 * are told to stop at the end of their chunk, and are waited for while everything they need is still there.
 */
final class Watch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(3);
    private static final Duration METERS_EVERY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Recovery recovery;
    private final RequestConsumer requests;
    private final ScheduleKeeper schedules;
    private final KeyRing keys;
    private final JobMeters meters;
    private final PartitionWorker partitions;
    private final RunningExecutions running;
    private final Control control;
    private final Ticker ticker;
    private final Recurring recurring = new Recurring(6);
    private volatile boolean watching;

    Watch(
            Recovery recovery,
            RequestConsumer requests,
            ScheduleKeeper schedules,
            KeyRing keys,
            JobMeters meters,
            PartitionWorker partitions,
            RunningExecutions running,
            Control control,
            Ticker ticker) {
        this.recovery = recovery;
        this.requests = requests;
        this.schedules = schedules;
        this.keys = keys;
        this.meters = meters;
        this.partitions = partitions;
        this.running = running;
        this.control = control;
        this.ticker = ticker;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        watching = true;
        recurring.every(control.beat(), "recovery", recovery::look);
        recurring.every(control.poll(), "requests", requests::consume);
        recurring.every(control.poll(), "schedules", schedules::fire);
        recurring.every(control.poll(), "partitions", partitions::look);
        recurring.every(KEYS_EVERY, "keys", keys::refresh);
        recurring.every(METERS_EVERY, "meters", meters::refresh);
    }

    @Override
    public void stop() {
        running.close();
        recurring.close();
        Deadline deadline = Deadline.after(ticker, control.grace());
        while (isBusy() && !deadline.passed() && paused()) {
            running.all().forEach(Running::stop);
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
