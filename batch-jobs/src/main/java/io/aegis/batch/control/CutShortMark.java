package io.aegis.batch.control;

import io.aegis.batch.database.PassingFailure;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** At the end of an execution of a job that is to be resumed: notes when it was cut short. */
final class CutShortMark implements JobExecutionListener {

    @Override
    public void afterJob(JobExecution execution) {
        reason(execution)
                .ifPresent(reason -> execution.setExitStatus(
                        new ExitStatus(execution.getExitStatus().getExitCode(), reason)));
    }

    private static Optional<String> reason(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.STOPPED
                && LaunchExecutor.RUNNING.get().isDisowned()) {
            return Optional.of(CutShort.DISOWNED);
        }
        List<Throwable> failures = execution.getAllFailureExceptions();
        boolean passing = !failures.isEmpty() && failures.stream().allMatch(PassingFailure::is);
        return execution.getStatus() == BatchStatus.FAILED && passing
                ? Optional.of(CutShort.DATABASE_AWAY)
                : Optional.empty();
    }
}
