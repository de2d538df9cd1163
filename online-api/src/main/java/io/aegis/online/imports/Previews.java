/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.FileSource;
import io.aegis.feedbackfile.LateCharsetSample;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** Shows what files would become, and stores nothing. Of a few at once: each is held in a temporary file. Thread-safe. */
final class Previews {

    /** From so many bytes on, a body of whole kilobytes may be only the beginning of its file. */
    static final int BEGINNING = 64 << 10;

    private static final int KILOBYTE = 1 << 10;

    /** Most bytes of a body. */
    static final long MAX_BYTES = 64L << 20;

    private static final int AT_ONCE = 4;
    private static final int BUFFER = 1 << 16;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final FileInspector inspector;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Previews(FileInspector inspector) {
        this.inspector = inspector;
    }

    /**
     * Looks at a file.
     *
     * @throws ProblemException 413 when its body is too large, 422 when it is none of feedback, 503 when too many are looked at
     */
    FilePreview of(Upload upload) throws IOException {
        if (upload.length().orElse(0) > MAX_BYTES) {
            throw tooLarge();
        }
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many files are being looked at.", RETRY_AFTER);
        }
        try {
            return look(upload);
        } finally {
            places.release();
        }
    }

    private FilePreview look(Upload upload) throws IOException {
        Path path = Files.createTempFile("aegis-preview-", ".tmp");
        try {
            LateCharsetSample late = new LateCharsetSample();
            long length = copy(upload.content(), path, late);
            Extent extent = isBeginning(length) ? Extent.BEGINNING : Extent.WHOLE;
            return UploadOptions.inspect(inspector, FileSource.of(path), upload.options(), extent, late.lines());
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Whoever cuts a file cuts it there; what ends elsewhere is judged as its import would be. */
    private static boolean isBeginning(long length) {
        return length >= BEGINNING && length % KILOBYTE == 0;
    }

    private static long copy(InputStream content, Path path, LateCharsetSample late) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[BUFFER];
            long count = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                count += read;
                if (count > MAX_BYTES) {
                    throw tooLarge();
                }
                out.write(buffer, 0, read);
                late.pass(Arrays.copyOf(buffer, read));
            }
            return count;
        }
    }

    private static ProblemException tooLarge() {
        return ProblemException.tooLarge("For a preview send the first " + (BEGINNING >> 10)
                + " KB of a text; of a workbook or archive up to " + (MAX_BYTES >> 20) + " MB.");
    }
}
