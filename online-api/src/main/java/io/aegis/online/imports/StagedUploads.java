/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.StagedSource;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.FileSource;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * Looks at files that are staged.
 *
 * @param queries reads their pieces
 * @param inspector looks
 * @param ticker measures how long the database may take
 */
record StagedUploads(ImportQueries queries, FileInspector inspector, Ticker ticker) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * What a file would become.
     *
     * @param id of its import
     * @param beyondAscii lines of it with other characters; may be empty
     * @throws ProblemException 422 when nothing, with what to do
     */
    FilePreview inspect(UUID id, FileOptions options, byte[] beyondAscii) throws IOException {
        return UploadOptions.inspect(inspector, source(id), options, Extent.WHOLE, beyondAscii);
    }

    private FileSource source(UUID id) {
        return new StagedSource(number -> {
            try {
                return queries.piece(id, number, Deadline.after(ticker, TIMEOUT))
                        .orElse(new byte[0]);
            } catch (DatabaseUnavailableException e) {
                throw new IOException("the staged file cannot be read", e);
            }
        });
    }
}
