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
import io.aegis.feedbackfile.LateCharsetSample;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.InputStream;
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

    private static final int PIECE = 1 << 16;
    private static final long LOOKED_AT = 1L << 28;
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

    /**
     * Lines of a file with characters beyond ASCII, looked for in its first {@value #LOOKED_AT} bytes.
     *
     * @param id of its import
     */
    byte[] beyondAscii(UUID id) throws IOException {
        LateCharsetSample late = new LateCharsetSample();
        try (InputStream in = source(id).open(0)) {
            byte[] piece = in.readNBytes(PIECE);
            for (long read = 0; piece.length > 0 && read < LOOKED_AT && !late.suffices(); read += PIECE) {
                late.pass(piece);
                piece = in.readNBytes(PIECE);
            }
        }
        return late.lines();
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
