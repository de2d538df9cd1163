/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.InstanceKey;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.Restarts;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.batch.control.RunningInstance;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.operator.JobViews.ExecutionDetail;
import io.aegis.batch.operator.JobViews.Page;
import io.aegis.batch.operator.JobViews.ProcessView;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.jobs.ExecutionRow;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Executions: what they did, and how an operator ends or repeats them. */
@RestController
class ExecutionsController {

    private static final String EXECUTION = "execution";

    private final JobReader reader;
    private final Restarts restarts;
    private final LaunchLocks locks;
    private final RunningExecutions running;
    private final Heartbeats heartbeats;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final OperatorAudit audit;

    ExecutionsController(
            JobReader reader,
            Restarts restarts,
            LaunchLocks locks,
            RunningExecutions running,
            Heartbeats heartbeats,
            JobControlSettings settings,
            Ticker ticker,
            OperatorAudit audit) {
        this.reader = reader;
        this.restarts = restarts;
        this.locks = locks;
        this.running = running;
        this.heartbeats = heartbeats;
        this.settings = settings;
        this.ticker = ticker;
        this.audit = audit;
    }

    @GetMapping("/executions/{id}")
    ExecutionDetail execution(@PathVariable("id") long id) throws DatabaseUnavailableException {
        return reader.detail(id);
    }

    /** Stops it at the end of its chunk, on whatever process it runs. */
    @PostMapping("/executions/{id}/stop")
    ResponseEntity<ExecutionDetail> stop(HttpServletRequest request, @PathVariable("id") long id)
            throws DatabaseUnavailableException {
        ExecutionRow row = reader.execution(id);
        if (row.endedAt().isPresent() || !locks.askStop(row.jobName(), row.jobKey(), settings.deadline(ticker))) {
            throw ProblemException.conflict("The execution does not run.");
        }
        running.find(new InstanceKey(row.jobName(), row.jobKey())).ifPresent(RunningInstance::stop);
        audit.note(request, AuditAction.JOB_STOP, row.jobName(), Map.of(EXECUTION, id));
        return ResponseEntity.accepted().body(reader.detail(id));
    }

    /** Goes on where it failed or was stopped, as a new execution of the same instance. */
    @PostMapping("/executions/{id}/restart")
    ResponseEntity<ExecutionDetail> restart(HttpServletRequest request, @PathVariable("id") long id)
            throws DatabaseUnavailableException {
        ExecutionDetail detail = reader.detail(id);
        JobDefinition job = reader.job(detail.execution().job());
        if (!detail.restartable()) {
            throw ProblemException.conflict(
                    "Only the last execution of an instance can be restarted, when it failed or was"
                            + " stopped; this one is " + detail.execution().status() + ".");
        }
        long after = JobsController.Launches.executionId(restarts.restart(job, id));
        audit.note(request, AuditAction.JOB_RESTART, job.name(), Map.of(EXECUTION, after, "restarted", id));
        return ResponseEntity.accepted()
                .location(URI.create("/executions/" + after))
                .body(reader.detail(after));
    }

    /** Gives a failed or stopped execution up: its instance can never run again. */
    @PostMapping("/executions/{id}/abandon")
    ResponseEntity<ExecutionDetail> abandon(HttpServletRequest request, @PathVariable("id") long id)
            throws DatabaseUnavailableException {
        ExecutionRow row = reader.execution(id);
        reader.job(row.jobName());
        if (!restarts.abandon(id)) {
            throw ProblemException.conflict(
                    "Only an execution that failed or was stopped can be abandoned; this one is " + row.status() + ".");
        }
        audit.note(request, AuditAction.JOB_ABANDON, row.jobName(), Map.of(EXECUTION, id));
        return ResponseEntity.accepted().body(reader.detail(id));
    }

    @GetMapping("/processes")
    Page<ProcessView> processes() throws DatabaseUnavailableException {
        return Page.of(heartbeats.all(settings.deadline(ticker)).stream()
                .map(process -> new ProcessView(
                        process.owner().toString(),
                        process.host(),
                        process.pid(),
                        process.startedAt(),
                        process.beatAt()))
                .toList());
    }
}
