/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.telemetry;

import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.MeterRefresh;
import io.aegis.batch.control.PartitionListener;
import io.aegis.batch.control.PartitionWorker;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.batch.control.RunningInstance;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.RequestDepth;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * Meters of executions, of the items that their steps work on, and of the queue of requests. Items are counted while a
 * step runs, so that their rate shows. Thread-safe.
 */
public final class JobMeters implements JobExecutionListener, MeterRefresh, PartitionListener {

    private static final List<BatchStatus> ENDS =
            List.of(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STOPPED);

    /** Where a step notes what kind of step it is. */
    private static final String STEP_TYPE = "batch.stepType";

    private final MeterRegistry registry;
    private final RunningExecutions running;
    private final Supplier<Collection<StepExecution>> parts;
    private final JobRequests requests;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final ConcurrentMap<String, Long> counted = new ConcurrentHashMap<>();
    private volatile RequestDepth depth = new RequestDepth(0, Duration.ZERO, Duration.ZERO);

    /**
     * Meters of this process, and of the queue that all share.
     *
     * @param parts of steps that this process works on
     * @param jobs names of all jobs; their ends count from zero, as an increase from nothing is none to Prometheus
     */
    public JobMeters(
            MeterRegistry registry,
            Collection<String> jobs,
            RunningExecutions running,
            Supplier<Collection<StepExecution>> parts,
            JobRequests requests,
            JobControlSettings settings,
            Ticker ticker) {
        this.registry = registry;
        this.running = running;
        this.parts = parts;
        this.requests = requests;
        this.settings = settings;
        this.ticker = ticker;
        jobs.forEach(job -> ENDS.forEach(end -> executions(job, end)));
        Gauge.builder("aegis.jobs.running", running, all -> all.all().size())
                .description("Executions that this process runs")
                .register(registry);
        Gauge.builder("aegis.job.requests.queued", () -> depth.queued())
                .description("Launches that are asked for and wait, over all processes")
                .register(registry);
        Gauge.builder("aegis.job.requests.oldest", () -> seconds(depth.oldest()))
                .description("Age of the oldest of them")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("aegis.job.requests.lease.overdue", () -> seconds(depth.leaseOverdue()))
                .description("Since when a lease on one of them has run out")
                .baseUnit("seconds")
                .register(registry);
    }

    /**
     * Measures what runs and what waits.
     *
     * @throws DatabaseUnavailableException when the database does not answer; what runs is measured all the same
     */
    @Override
    public void refresh() throws DatabaseUnavailableException {
        for (RunningInstance each : running.all()) {
            each.execution()
                    .ifPresent(execution -> execution.getStepExecutions().forEach(this::countOwn));
        }
        parts.get().forEach(this::count);
        depth = requests.depth(settings.deadline(ticker));
    }

    @Override
    public void afterJob(JobExecution execution) {
        execution.getStepExecutions().forEach(step -> {
            countOwn(step);
            counts(step).keySet().forEach(kind -> counted.remove(key(step, kind)));
        });
        if (execution.getStartTime() != null && execution.getEndTime() != null) {
            executions(execution.getJobInstance().getJobName(), execution.getStatus())
                    .record(Duration.between(execution.getStartTime(), execution.getEndTime()));
        }
    }

    @Override
    public void begins(StepExecution part) {
        counts(part).forEach((kind, before) -> counted.put(key(part, kind), before));
    }

    @Override
    public void ended(StepExecution part) {
        count(part);
        counts(part).keySet().forEach(kind -> counted.remove(key(part, kind)));
    }

    /** What is done in parts is counted where that is done. */
    private void countOwn(StepExecution step) {
        boolean part = !PartitionWorker.stepName(step.getStepName()).equals(step.getStepName());
        boolean whole =
                PartitionStep.class.getName().equals(step.getExecutionContext().getString(STEP_TYPE, ""));
        if (!part && !whole) {
            count(step);
        }
    }

    private Timer executions(String job, BatchStatus end) {
        return Timer.builder("aegis.job.executions")
                .description("Executions that have ended")
                .tag("job", job)
                .tag("status", end.name())
                .register(registry);
    }

    private void count(StepExecution step) {
        counts(step).forEach((kind, now) -> {
            // One at a time for each key: the recurring look and the execution's own end may meet.
            counted.compute(key(step, kind), (_, before) -> {
                counter(step, kind).increment((double) Math.max(0, now - (before == null ? 0 : before)));
                return now;
            });
        });
    }

    private static Map<String, Long> counts(StepExecution step) {
        return Map.of(
                "read", step.getReadCount(),
                "written", step.getWriteCount(),
                "filtered", step.getFilterCount(),
                "skipped", step.getSkipCount());
    }

    private static String key(StepExecution step, String kind) {
        return step.getId() + ":" + kind;
    }

    private Counter counter(StepExecution step, String kind) {
        return Counter.builder("aegis.job.items")
                .description("Items that steps worked on")
                .tag("job", step.getJobExecution().getJobInstance().getJobName())
                .tag("step", PartitionWorker.stepName(step.getStepName()))
                .tag("kind", kind)
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
