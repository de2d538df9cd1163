/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.LaunchParameters;
import io.aegis.batch.jobs.WrongParametersException;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works the queue of launches off. Several processes may do so at once: a lease gives each request to one of them. */
public final class RequestConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestConsumer.class);

    /** Requests of one claim; launching one takes a few dozen milliseconds. */
    private static final int MOST = 8;

    /** Until a request is tried again whose job runs as often as it may, or on a process that may be dead. */
    private static final Duration LATER = Duration.ofSeconds(2);

    private final JobRequests requests;
    private final JobCatalog jobs;
    private final Launcher launcher;
    private final RunningExecutions running;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final Supplier<UUID> tokens;

    /** @param tokens new proofs of leases */
    public RequestConsumer(
            JobRequests requests,
            JobCatalog jobs,
            Launcher launcher,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker,
            Supplier<UUID> tokens) {
        this.requests = requests;
        this.jobs = jobs;
        this.launcher = launcher;
        this.running = running;
        this.settings = settings;
        this.ticker = ticker;
        this.tokens = tokens;
    }

    /**
     * Launches what is due.
     *
     * @throws DatabaseUnavailableException when the database does not answer; what was claimed comes again after its lease
     */
    public void consume() throws DatabaseUnavailableException {
        if (running.closing()) {
            return;
        }
        UUID token = tokens.get();
        for (JobRequest request : requests.claim(token, MOST, settings.lease(), settings.deadline(ticker))) {
            consume(request, token);
        }
    }

    private void consume(JobRequest request, UUID token) throws DatabaseUnavailableException {
        Optional<JobDefinition> job = jobs.find(request.jobName());
        if (job.isEmpty()) {
            reject(request, token, "There is no such job.");
            return;
        }
        try {
            Launch launch = launcher.launch(
                    job.get(),
                    LaunchParameters.of(
                            job.get(), request.parameters(), request.id().toString()));
            note(request, token, launch);
        } catch (WrongParametersException e) {
            reject(request, token, String.valueOf(e.getMessage()));
        }
    }

    private void note(JobRequest request, UUID token, Launch launch) throws DatabaseUnavailableException {
        switch (launch) {
            case Launch.Started(long executionId) -> launched(request, token, Optional.of(executionId));
            // Launched before, by a process that did not come to say so, or by hand.
            case Launch.AlreadyRuns(Optional<Long> executionId) -> launched(request, token, executionId);
            case Launch.AlreadyDone(Optional<Long> executionId) -> launched(request, token, executionId);
            case Launch.Impossible(String reason) -> reject(request, token, reason);
            case Launch.Full _, Launch.NotHere _, Launch.Unattended _ ->
                requests.putOff(request.id(), token, LATER, settings.deadline(ticker));
        }
    }

    private void launched(JobRequest request, UUID token, Optional<Long> executionId)
            throws DatabaseUnavailableException {
        if (executionId.isPresent()) {
            requests.launched(request.id(), token, executionId.get(), settings.deadline(ticker));
        } else {
            requests.putOff(request.id(), token, LATER, settings.deadline(ticker));
        }
    }

    private void reject(JobRequest request, UUID token, String reason) throws DatabaseUnavailableException {
        LOG.atWarn()
                .addKeyValue("job", request.jobName())
                .addKeyValue("request", request.id())
                .log("a request for a launch is rejected");
        requests.rejected(request.id(), token, reason, settings.deadline(ticker));
    }
}
