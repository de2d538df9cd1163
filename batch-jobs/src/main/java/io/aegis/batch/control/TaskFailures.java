/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.recurring.RecurringTasks;
import io.aegis.storage.DatabaseUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which recurring task failed: that the database is away passes, and is no defect. */
final class TaskFailures implements RecurringTasks.Failures {

    private static final Logger LOG = LoggerFactory.getLogger(TaskFailures.class);

    @Override
    public void failed(String task, Throwable cause) {
        if (cause instanceof DatabaseUnavailableException) {
            LOG.atWarn()
                    .addKeyValue("task", task)
                    .addKeyValue("reason", cause.getMessage())
                    .log("the database did not answer");
        } else {
            LOG.atError().setCause(cause).addKeyValue("task", task).log("a recurring task failed");
        }
    }
}
