/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportPlan;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.StagedFile;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.LateCharsetSample;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files that come in into the database, a piece at a time: of each upload one piece is held, never more. Thread-safe. */
final class UploadStaging {

    private static final Logger LOG = LoggerFactory.getLogger(UploadStaging.class);

    /** Uploads at once; each holds a few megabytes and writes as fast as the disk allows. */
    private static final int UPLOADS = 8;

    /**
     * Bytes of the database's disk that a byte of a file takes: one as it is staged, and as many as ten as rows with their
     * indexes, which were measured for texts of a hundred characters.
     */
    private static final long DISK_PER_BYTE = 11;

    /** Pieces between two looks at what is left of the disk. */
    private static final int LOOK = 64;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ImportStaging staging;
    private final StagedUploads files;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(UPLOADS);

    UploadStaging(ImportStaging staging, StagedUploads files, Ticker ticker) {
        this.staging = staging;
        this.files = files;
        this.ticker = ticker;
    }

    /**
     * Takes a file in.
     *
     * @param id for its import, unless the file was there already
     * @return the import that stands for it, this one or an earlier one
     * @throws ProblemException 413 when it would not fit on the disk, 422 when it is empty or none of feedback, 503 when too many are
     *     being sent
     */
    FeedbackImport take(Upload upload, boolean force, UUID id) throws IOException, DatabaseUnavailableException {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many files are being sent.", RETRY_AFTER);
        }
        try {
            staging.discardAbandoned(ABANDONED, deadline());
            fits(upload.length().orElse(0));
            return stage(upload, force, id);
        } finally {
            places.release();
        }
    }

    private FeedbackImport stage(Upload upload, boolean force, UUID id)
            throws IOException, DatabaseUnavailableException {
        staging.open(id, upload.name(), deadline());
        try {
            LateCharsetSample late = new LateCharsetSample();
            StagedFile file = store(id, upload, late);
            ImportPlan plan = plan(id, upload.options(), late);
            return staging.finish(id, file.with(plan), force, deadline());
        } catch (IOException | DatabaseUnavailableException | RuntimeException e) {
            discard(id);
            throw e;
        }
    }

    private ImportPlan plan(UUID id, FileOptions options, LateCharsetSample late) throws IOException {
        FilePreview preview = files.inspect(id, options, late.lines());
        return new ImportPlan(
                options,
                Optional.of(preview.layout()),
                preview.needsMapping() ? preview.problems().stream().findFirst() : Optional.empty());
    }

    private void fits(long bytes) throws DatabaseUnavailableException {
        OptionalLong free = staging.freeBytes(deadline());
        long needed = Math.max(bytes, ImportStaging.PIECE * (long) LOOK / DISK_PER_BYTE) * DISK_PER_BYTE;
        if (free.isPresent() && needed > free.getAsLong()) {
            throw ProblemException.tooLarge("The file would take about " + needed
                    + " bytes of the database's disk, which has " + free.getAsLong() + " left.");
        }
    }

    private StagedFile store(UUID id, Upload upload, LateCharsetSample late)
            throws IOException, DatabaseUnavailableException {
        MessageDigest sha256 = sha256();
        try (InputStream content = new DigestInputStream(upload.content(), sha256)) {
            long staged = 0;
            int number = 0;
            for (byte[] piece = content.readNBytes(ImportStaging.PIECE);
                    piece.length > 0;
                    piece = content.readNBytes(ImportStaging.PIECE)) {
                staging.append(id, number++, piece, deadline());
                late.pass(piece);
                staged += piece.length;
                if (number % LOOK == 0) {
                    // What is staged has taken its part of the disk already.
                    fits(Math.max(0, upload.length().orElse(0) - staged));
                }
            }
            if (staged == 0) {
                throw ProblemException.unusable("file", "The file is empty: export it again.");
            }
            return new StagedFile(sha256.digest(), staged, staged);
        }
    }

    private void discard(UUID id) {
        try {
            staging.discard(id, deadline());
        } catch (DatabaseUnavailableException e) {
            LOG.atWarn().addKeyValue("import", id).log("a file that did not come in whole is thrown away later");
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
