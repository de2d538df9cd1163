/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.FileRecords;
import io.aegis.feedbackfile.FileSource;
import io.aegis.feedbackfile.RecordPosition;
import io.aegis.feedbackfile.UnreadableFileException;
import java.io.IOException;

/**
 * How a file is to be read.
 *
 * @param layout of it
 */
record FileHead(FileLayout layout) {

    /**
     * Looks at a file about which nothing was decided when it came.
     *
     * @throws UnusableFileException when it does not say where the text is
     */
    static FileHead of(FileSource file) {
        FilePreview preview;
        try {
            preview = new FileInspector().inspect(file, FileOptions.NONE, Extent.WHOLE);
        } catch (UnreadableFileException e) {
            throw UnusableFileException.of(e);
        } catch (IOException e) {
            throw new IllegalStateException("the file cannot be read", e);
        }
        if (preview.needsMapping()) {
            throw new UnusableFileException(String.join(" ", preview.problems()));
        }
        return new FileHead(preview.layout());
    }

    /** The rows from a position on; at the very beginning, behind the header. */
    RecordSource from(FileSource file, Position position) {
        try {
            return new RecordSource(
                    FileRecords.open(file, layout, new RecordPosition(position.bytes(), position.line())));
        } catch (UnreadableFileException e) {
            throw UnusableFileException.of(e);
        } catch (IOException e) {
            throw new IllegalStateException("the file cannot be read", e);
        }
    }
}
