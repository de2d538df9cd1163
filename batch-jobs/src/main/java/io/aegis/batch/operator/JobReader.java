/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.operator.JobViews.ExecutionDetail;
import io.aegis.batch.operator.JobViews.ExecutionView;
import io.aegis.batch.operator.JobViews.JobView;
import io.aegis.batch.operator.JobViews.Page;
import io.aegis.batch.operator.JobViews.ParameterView;
import io.aegis.batch.operator.JobViews.ResumePoint;
import io.aegis.batch.operator.JobViews.StepView;
import io.aegis.db.jobs.ExecutionRow;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.StepRow;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads what operators are shown. */
@Component
class JobReader {

    private static final Set<String> UNFINISHED = Set.of("STARTING", "STARTED", "STOPPING");
    private static final Set<String> RESTARTABLE = Set.of("FAILED", "STOPPED", "UNKNOWN");

    private final JobCatalog jobs;
    private final JobHistory history;
    private final JobControlSettings settings;
    private final Ticker ticker;

    JobReader(JobCatalog jobs, JobHistory history, JobControlSettings settings, Ticker ticker) {
        this.jobs = jobs;
        this.history = history;
        this.settings = settings;
        this.ticker = ticker;
    }

    JobDefinition job(String name) {
        return jobs.find(name)
                .orElseThrow(() -> ProblemException.notFound("There is no such job; GET /jobs lists them."));
    }

    List<JobView> jobs() throws DatabaseUnavailableException {
        List<ExecutionRow> running = history.running(settings.deadline(ticker));
        List<JobView> views = new ArrayList<>();
        for (JobDefinition job : jobs.all()) {
            long now = running.stream()
                    .filter(row -> row.jobName().equals(job.name()))
                    .count();
            Optional<ExecutionView> last =
                    history.executions(job.name(), Long.MAX_VALUE, 1, settings.deadline(ticker)).stream()
                            .map(JobReader::view)
                            .findFirst();
            views.add(new JobView(
                    job.name(),
                    job.description(),
                    job.parameters().stream().map(JobReader::view).toList(),
                    job.repeatable(),
                    job.resumed(),
                    job.atMost(),
                    now,
                    last));
        }
        return views;
    }

    Page<ExecutionView> executions(String job, long before, int limit) throws DatabaseUnavailableException {
        List<ExecutionRow> rows = history.executions(job, before, limit + 1, settings.deadline(ticker));
        List<ExecutionView> shown =
                rows.stream().limit(limit).map(JobReader::view).toList();
        return new Page<>(
                shown,
                rows.size() > limit ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty());
    }

    ExecutionRow execution(long id) throws DatabaseUnavailableException {
        return history.execution(id, settings.deadline(ticker))
                .orElseThrow(() -> ProblemException.notFound("There is no such execution."));
    }

    ExecutionDetail detail(long id) throws DatabaseUnavailableException {
        ExecutionRow row = execution(id);
        List<StepRow> steps = history.steps(id, settings.deadline(ticker));
        boolean restartable = jobs.find(row.jobName()).isPresent()
                && RESTARTABLE.contains(row.status())
                && history.lastOf(row.jobName(), row.jobKey(), settings.deadline(ticker))
                        .filter(last -> last.id() == id)
                        .isPresent();
        Optional<ResumePoint> resume = steps.stream()
                .filter(step -> !step.status().equals("COMPLETED"))
                .sorted(Comparator.comparing(PartedSteps::isPart).reversed())
                .map(step -> new ResumePoint(step.name(), step.commits(), step.context()))
                .findFirst();
        return new ExecutionDetail(
                view(row),
                history.parameters(id, settings.deadline(ticker)),
                PartedSteps.whole(steps).stream().map(JobReader::view).toList(),
                restartable,
                restartable ? resume : Optional.empty());
    }

    private static ParameterView view(Parameter parameter) {
        return new ParameterView(
                parameter.name(),
                parameter.type().label(),
                parameter.required() && parameter.otherwise().isEmpty(),
                parameter.identifying(),
                parameter.type().allowed(),
                parameter.otherwise(),
                parameter.description());
    }

    static ExecutionView view(ExecutionRow row) {
        boolean unfinished = UNFINISHED.contains(row.status());
        return new ExecutionView(
                row.id(),
                row.instanceId(),
                row.jobName(),
                unfinished && row.stopAsked() ? "STOPPING" : row.status(),
                row.exitCode(),
                firstLine(row.exitMessage()),
                row.createdAt(),
                row.startedAt(),
                row.endedAt(),
                row.updatedAt(),
                row.owner().map(UUID::toString),
                row.recoveries());
    }

    private static StepView view(StepRow row) {
        return new StepView(
                row.id(),
                row.name(),
                row.status(),
                row.read(),
                row.written(),
                row.filtered(),
                row.skipped(),
                row.commits(),
                row.rollbacks(),
                row.exitCode(),
                firstLine(row.exitMessage()),
                row.startedAt(),
                row.endedAt());
    }

    /** Spring Batch stores whole stack traces. Their first line says what; class names and SQL stay inside. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        if (line.endsWith("JobInterruptedException")) {
            return "It was stopped.";
        }
        int colon = line.indexOf(": ");
        boolean exception = colon > 0 && line.substring(0, colon).matches("[\\w.$]+(Exception|Error)");
        if (!exception) {
            return line;
        }
        boolean database = line.substring(0, colon).contains("sql") || line.contains("SQL") || line.contains("jdbc");
        return database ? "The database refused; see the log." : line.substring(colon + 2);
    }
}
