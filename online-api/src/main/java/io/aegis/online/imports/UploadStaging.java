package io.aegis.online.imports;

import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.StagedFile;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts files that come in into the database, a piece at a time: of each upload one piece is held, never more. Thread-safe. */
final class UploadStaging {

    private static final Logger LOG = LoggerFactory.getLogger(UploadStaging.class);

    /** Uploads at once; each holds a few megabytes and writes as fast as the disk allows. */
    private static final int UPLOADS = 8;

    /** Most bytes of a file. */
    private static final long MAX_FILE = 16L << 30;

    /** What may follow a file in a form. */
    private static final int MAX_REST = 64 << 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ImportStaging staging;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(UPLOADS);

    UploadStaging(ImportStaging staging, Ticker ticker) {
        this.staging = staging;
        this.ticker = ticker;
    }

    /**
     * Takes a file in.
     *
     * @param id for its import, unless the file was there already
     * @return the import that stands for it, this one or an earlier one
     * @throws ProblemException 413 when it is too large, 422 when it is empty, 503 when too many are being sent
     */
    FeedbackImport take(Upload upload, boolean force, UUID id) throws IOException, DatabaseUnavailableException {
        if (upload.length().orElse(0) > MAX_FILE) {
            throw ProblemException.tooLarge(MAX_FILE);
        }
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Too many files are being sent.", RETRY_AFTER);
        }
        try {
            staging.discardAbandoned(ABANDONED, deadline());
            return stage(upload, force, id);
        } finally {
            places.release();
        }
    }

    private FeedbackImport stage(Upload upload, boolean force, UUID id) throws IOException, DatabaseUnavailableException {
        staging.open(id, upload.name(), deadline());
        try {
            StagedFile file = store(id, upload);
            upload.rest().readNBytes(MAX_REST);
            return staging.finish(id, file, force, deadline());
        } catch (IOException | DatabaseUnavailableException | RuntimeException e) {
            discard(id);
            throw e;
        }
    }

    private StagedFile store(UUID id, Upload upload) throws IOException, DatabaseUnavailableException {
        MessageDigest sha256 = sha256();
        try (Counted counted = new Counted(new DigestInputStream(upload.content(), sha256));
                PushbackInputStream sniffed = new PushbackInputStream(counted, ByteOrderMark.LENGTH)) {
            Charset charset = ByteOrderMark.charset(sniffed).orElse(upload.charset());
            InputStream text = Utf8Stream.of(sniffed, charset);
            long staged = 0;
            int number = 0;
            for (byte[] piece = text.readNBytes(ImportStaging.PIECE);
                    piece.length > 0;
                    piece = text.readNBytes(ImportStaging.PIECE)) {
                staging.append(id, number++, piece, deadline());
                staged += piece.length;
                if (counted.count() > MAX_FILE) {
                    throw ProblemException.tooLarge(MAX_FILE);
                }
            }
            if (staged == 0) {
                throw ProblemException.invalid("file", "must not be empty");
            }
            return new StagedFile(sha256.digest(), counted.count(), staged);
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
