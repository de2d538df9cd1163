/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.database.PassingFailure;
import io.aegis.db.jobs.PartitionLease;
import io.aegis.db.jobs.PartitionLeases;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Takes parts up that any process has handed out, as many at once as there are places, and works on each until it has ended.
 * One that its process left half done goes on behind its last commit, as the same step execution. While there is a pause all end
 * with their chunk, and none is taken up: they wait where others find them too. Thread-safe.
 */
public final class PartitionWorker {

    /** Times that a part may be taken up without a commit in between; then it fails, and with it its job. */
    static final int MOST_ATTEMPTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    /** What this process works on, or is about to. */
    private static final class Part {
        final UUID owner;
        volatile Optional<StepExecution> execution = Optional.empty();

        Part(UUID owner) {
            this.owner = owner;
        }
    }

    private final Map<String, PartitionedWork> works;
    private final PartitionLeases leases;
    private final PartitionLeases joined;
    private final JobRepository repository;
    private final WorkerIdentity worker;
    private final RunningExecutions running;
    private final ExecutorService threads;
    private final Semaphore places;
    private final PartitionPause pause;
    private final Supplier<Stream<PartitionListener>> listeners;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final ConcurrentMap<Long, Part> parts = new ConcurrentHashMap<>();

    /**
     * A worker.
     *
     * @param works by the names of their steps
     * @param leases in transactions of their own
     * @param joined the same leases, in the transactions of the work
     * @param threads as many as places
     * @param places parts at once
     * @param pause tells whether parts have to wait
     * @param listeners are told of the parts worked on here
     */
    PartitionWorker(
            Map<String, PartitionedWork> works,
            PartitionLeases leases,
            PartitionLeases joined,
            JobRepository repository,
            WorkerIdentity worker,
            RunningExecutions running,
            ExecutorService threads,
            int places,
            PartitionPause pause,
            Supplier<Stream<PartitionListener>> listeners,
            JobControlSettings settings,
            Ticker ticker) {
        this.works = Map.copyOf(works);
        this.leases = leases;
        this.joined = joined;
        this.repository = repository;
        this.worker = worker;
        this.running = running;
        this.threads = threads;
        this.places = new Semaphore(places);
        this.pause = pause;
        this.listeners = listeners;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * Takes up what waits, while there is a place, stops what is no longer wanted, and gives back what it could not before.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public synchronized void look() throws DatabaseUnavailableException {
        Optional<UUID> owner = worker.owner();
        if (owner.isEmpty()) {
            stop();
            return;
        }
        compare(owner.get());
        if (pause.holds()) {
            stop();
            return;
        }
        boolean more = true;
        while (more && !running.closing() && places.tryAcquire()) {
            more = false;
            try {
                more = takeUp(owner.get());
            } finally {
                if (!more) {
                    places.release();
                }
            }
        }
    }

    private void compare(UUID owner) throws DatabaseUnavailableException {
        Set<Long> held = Set.copyOf(leases.wanted(owner, settings.deadline(ticker)));
        parts.forEach((id, part) -> {
            if (!held.contains(id)) {
                part.execution.ifPresent(StepExecution::setTerminateOnly);
            }
        });
        for (long id : held) {
            if (!parts.containsKey(id)) {
                leases.release(id, owner, settings.deadline(ticker));
            }
        }
    }

    private boolean takeUp(UUID owner) throws DatabaseUnavailableException {
        Optional<PartitionLease> lease = leases.claim(owner, settings.deadline(ticker));
        lease.ifPresent(claimed -> {
            Part part = new Part(owner);
            parts.put(claimed.stepExecutionId(), part);
            threads.execute(() -> occupy(claimed, part));
        });
        return lease.isPresent();
    }

    private void occupy(PartitionLease lease, Part part) {
        try {
            work(lease, part);
        } catch (DatabaseUnavailableException | RuntimeException | Error e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("step_execution_id", lease.stepExecutionId())
                    .log("a part could not be worked on; it goes on later");
        } finally {
            leave(lease, part);
            places.release();
            MDC.clear();
        }
        lookAgain();
    }

    /** Gives back what has not ended, so that others go on with it, or whoever handed it out can withdraw it at once. */
    private synchronized void leave(PartitionLease lease, Part part) {
        try {
            leases.release(lease.stepExecutionId(), part.owner, settings.deadline(ticker));
        } catch (DatabaseUnavailableException e) {
            LOG.debug("the next look gives a part back: {}", e.getMessage());
        } finally {
            parts.remove(lease.stepExecutionId());
        }
    }

    /** When the database is away, the recurring look finds what there is. */
    void lookAgain() {
        try {
            look();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("looks for parts again soon: {}", e.getMessage());
        }
    }

    private void work(PartitionLease lease, Part part) throws DatabaseUnavailableException {
        // One that is gone nobody could ever work on: it would be taken up again and again.
        Optional<StepExecution> found =
                StoredExecutions.step(repository, lease.stepExecutionId()).filter(each -> !isOver(each.getStatus()));
        Optional<PartitionedWork> work = found.flatMap(this::find);
        if (found.isEmpty() || work.isEmpty()) {
            leases.end(lease.stepExecutionId(), part.owner, settings.deadline(ticker));
            return;
        }
        StepExecution execution = found.get();
        MDC.put("job", execution.getJobExecution().getJobInstance().getJobName());
        MDC.put("job_execution_id", Long.toString(execution.getJobExecutionId()));
        MDC.put("step", execution.getStepName());
        if (lease.attempts() > MOST_ATTEMPTS) {
            giveUp(execution);
        } else {
            PartitionCounts.restore(execution);
            part.execution = Optional.of(execution);
            listeners.get().forEach(listener -> listener.begins(execution));
            try {
                run(work.get(), execution, part.owner);
            } finally {
                listeners.get().forEach(listener -> listener.ended(execution));
            }
        }
        if (!goesOn(execution)) {
            leases.end(lease.stepExecutionId(), part.owner, settings.deadline(ticker));
        }
    }

    private Optional<PartitionedWork> find(StepExecution execution) {
        return Optional.ofNullable(works.get(stepName(execution.getStepName())));
    }

    /** The name of the step that a part belongs to; of any other step, its own. */
    public static String stepName(String name) {
        int end = name.indexOf(':');
        return end < 0 ? name : name.substring(0, end);
    }

    private static boolean isOver(BatchStatus status) {
        return status == BatchStatus.COMPLETED || status == BatchStatus.ABANDONED;
    }

    /** What an attempt before left there is forgotten: how far it came is not. */
    private void run(PartitionedWork work, StepExecution execution, UUID owner) {
        execution.setExitStatus(ExitStatus.EXECUTING);
        try {
            work.step(execution, () -> hold(execution, owner)).execute(execution);
        } catch (JobInterruptedException e) {
            LOG.debug("a part stops: {}", e.getMessage());
        }
    }

    private void hold(StepExecution execution, UUID owner) throws DatabaseUnavailableException {
        joined.hold(execution.getId(), owner, settings.deadline(ticker));
        PartitionCounts.keep(execution);
    }

    /** Whether somebody is to go on, if whoever handed it out still wants that. */
    private static boolean goesOn(StepExecution execution) {
        return switch (execution.getStatus()) {
            case COMPLETED, ABANDONED -> false;
            case STOPPED, STOPPING -> true;
            default -> execution.getFailureExceptions().stream().anyMatch(PassingFailure::is);
        };
    }

    private void giveUp(StepExecution execution) {
        LOG.atError()
                .addKeyValue("step_execution_id", execution.getId())
                .log("a part was taken up too often and fails");
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(new ExitStatus(
                ExitStatus.FAILED.getExitCode(), "It was taken up " + MOST_ATTEMPTS + " times without getting on."));
        repository.update(execution);
    }

    /** What this process works on. */
    public Collection<StepExecution> executions() {
        return parts.values().stream().flatMap(part -> part.execution.stream()).toList();
    }

    /** Has all parts end with their chunk. To be repeated until there is none. */
    public void stop() {
        executions().forEach(StepExecution::setTerminateOnly);
    }

    /** Whether it works on nothing. */
    public boolean isIdle() {
        return parts.isEmpty();
    }
}
