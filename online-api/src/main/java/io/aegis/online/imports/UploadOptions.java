/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.FileSource;
import io.aegis.feedbackfile.InvalidOptionException;
import io.aegis.feedbackfile.UnreadableFileException;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.Map;

/** What is said of files and found out about them, with refusals for what cannot be. */
final class UploadOptions {

    private UploadOptions() {}

    /**
     * UploadOptions from their names and values.
     *
     * @throws ProblemException 422 when there is no such value
     */
    static FileOptions of(Map<String, String> said) {
        try {
            return FileOptions.of(said);
        } catch (InvalidOptionException e) {
            throw ProblemException.invalid(e.option(), e.problem());
        }
    }

    /**
     * What a file would become.
     *
     * @throws ProblemException 422 when nothing, with what to do
     */
    static FilePreview inspect(
            FileInspector inspector,
            FileSource source,
            FileOptions options,
            FileInspector.Extent extent,
            byte[] beyondAscii)
            throws IOException {
        try {
            return inspector.inspect(source, options, extent, beyondAscii);
        } catch (UnreadableFileException e) {
            throw ProblemException.unusable("file", String.valueOf(e.getMessage()));
        } catch (InvalidOptionException e) {
            throw ProblemException.invalid(e.option(), e.problem());
        }
    }
}
