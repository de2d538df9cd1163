/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportStaging;
import java.util.UUID;
import org.springframework.batch.core.job.JobExecution;

/** Which import an execution is about. */
final class ImportId {

    private ImportId() {}

    /** The import's id. */
    static UUID of(JobExecution execution) {
        return UUID.fromString(String.valueOf(execution.getJobParameters().getString(ImportStaging.PARAMETER)));
    }
}
