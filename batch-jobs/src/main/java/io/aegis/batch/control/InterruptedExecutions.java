/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.util.List;
import org.springframework.batch.core.job.JobExecution;

/**
 * Interrupted executions: those that ended through no fault of their job's, as the job repository tells it: who finds the
 * right to run one resumes it, also when whoever noted its end did not come to that.
 */
public final class InterruptedExecutions {

    static final String PROCESS_GONE = "The process that ran it ended before it did.";
    static final String DATABASE_AWAY = "The database failed for a while; it goes on by itself.";
    static final String DISOWNED = "Its process counted as dead for a while; it goes on by itself.";

    private static final List<String> ALL = List.of(PROCESS_GONE, DATABASE_AWAY, DISOWNED);

    private InterruptedExecutions() {}

    /** Whether an execution is one. */
    public static boolean is(JobExecution execution) {
        return says(execution.getExitStatus().getExitDescription());
    }

    /** Whether an execution is one that says this of its end. */
    public static boolean says(String exitDescription) {
        return ALL.stream().anyMatch(exitDescription::startsWith);
    }
}
