/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.Launch;
import io.aegis.batch.control.Launcher;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.LaunchParameters;
import io.aegis.batch.jobs.WrongParametersException;
import io.aegis.batch.operator.JobViews.ExecutionDetail;
import io.aegis.batch.operator.JobViews.ExecutionView;
import io.aegis.batch.operator.JobViews.JobView;
import io.aegis.batch.operator.JobViews.Page;
import io.aegis.db.audit.AuditAction;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs and their launches. */
@RestController
class JobsController {

    private static final int MOST_ITEMS = 200;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JobReader reader;
    private final Launcher launcher;
    private final OperatorAudit audit;

    JobsController(JobReader reader, Launcher launcher, OperatorAudit audit) {
        this.reader = reader;
        this.launcher = launcher;
        this.audit = audit;
    }

    /** What a launch is asked for with. */
    record LaunchBody(@Nullable Map<String, Object> parameters) {}

    @GetMapping("/jobs")
    Page<JobView> jobs() throws DatabaseUnavailableException {
        return Page.of(reader.jobs());
    }

    @GetMapping("/jobs/{name}/executions")
    Page<ExecutionView> executions(
            @PathVariable("name") String name,
            @RequestParam(name = "limit", defaultValue = "20") int limit,
            @RequestParam(name = "cursor", required = false) @Nullable Long cursor)
            throws DatabaseUnavailableException {
        if (limit < 1 || limit > MOST_ITEMS) {
            throw ProblemException.invalid("limit", "must be a whole number from 1 to " + MOST_ITEMS);
        }
        return reader.executions(reader.job(name).name(), cursor == null ? Long.MAX_VALUE : cursor, limit);
    }

    @PostMapping("/jobs/{name}/executions")
    ResponseEntity<ExecutionDetail> launch(
            HttpServletRequest request,
            @PathVariable("name") String name,
            @RequestBody(required = false) @Nullable LaunchBody body)
            throws DatabaseUnavailableException {
        JobDefinition job = reader.job(name);
        Map<String, Object> parameters = body == null || body.parameters() == null ? Map.of() : body.parameters();
        try {
            Launch launch = launcher.launch(
                    job, LaunchParameters.of(job, parameters, UUID.randomUUID().toString()));
            long id = Launches.executionId(launch);
            audit.note(
                    request,
                    AuditAction.JOB_LAUNCH,
                    job.name(),
                    Map.of("execution", id, "parameters", shown(parameters)));
            return started(id);
        } catch (WrongParametersException e) {
            throw ProblemException.invalid(e.errors().entrySet().stream()
                    .map(error -> new FieldError("parameters." + error.getKey(), error.getValue()))
                    .toList());
        }
    }

    /** Checked by then: flags, numbers, names and moments. */
    private static Map<String, String> shown(Map<String, Object> parameters) {
        Map<String, String> shown = new TreeMap<>();
        parameters.forEach((name, value) -> shown.put(name, String.valueOf(value)));
        return shown;
    }

    private ResponseEntity<ExecutionDetail> started(long id) throws DatabaseUnavailableException {
        return ResponseEntity.accepted()
                .location(URI.create("/executions/" + id))
                .body(reader.detail(id));
    }

    /** Turns what came of a launch into an answer. */
    static final class Launches {

        private Launches() {}

        static long executionId(Launch launch) {
            return switch (launch) {
                case Launch.Started(long id) -> id;
                case Launch.AlreadyRuns(Optional<Long> id) ->
                    throw ProblemException.conflict("The same instance runs already" + execution(id) + ".");
                case Launch.AlreadyDone(Optional<Long> id) ->
                    throw ProblemException.conflict("The same instance has completed or was abandoned" + execution(id)
                            + "; other parameters make another instance.");
                case Launch.Full(int atMost) ->
                    throw ProblemException.conflict(
                            "The job runs " + atMost + " times at once already, which is its limit.");
                case Launch.Impossible(String reason) -> throw ProblemException.conflict(reason);
                case Launch.Unattended() ->
                    throw ProblemException.unavailable(
                            "The process that runs the same instance gives no signs of life; ask again"
                                    + " when it has been recovered.",
                            RETRY_AFTER);
                case Launch.NotHere() ->
                    throw ProblemException.unavailable("This process cannot launch at present.", RETRY_AFTER);
            };
        }

        private static String execution(Optional<Long> id) {
            return id.map(number -> " (execution " + number + ")").orElse("");
        }
    }
}
