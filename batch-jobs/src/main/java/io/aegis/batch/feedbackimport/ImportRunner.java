package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportChunk;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.RowCounts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/**
 * One run over an import, from the chunk where the one before it left off. Used by one thread at a time.
 *
 * <p>A database that is away is waited for, up to {@link #TIMEOUT}: restarting it is no reason to fail.
 */
final class ImportRunner {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ImportProgress progress;
    private final Ticker ticker;
    private final UUID id;
    private final UUID owner;
    private RowCounts rows = RowCounts.NONE;
    private Optional<ImportSource> source = Optional.empty();

    /**
     * A run.
     *
     * @param id of the import
     * @param owner this run's token
     */
    ImportRunner(ImportProgress progress, Ticker ticker, UUID id, UUID owner) {
        this.progress = progress;
        this.ticker = ticker;
        this.id = id;
        this.owner = owner;
    }

    /**
     * Takes the import over.
     *
     * @param ahead chunks that are analysed, or waiting for it, at once
     * @throws UnusableFileException when there is nothing to read
     */
    void begin(long jobExecutionId, ChunkAnalyzer analyzer, ExecutorService workers, int ahead)
            throws DatabaseUnavailableException {
        FeedbackImport found = retrying(deadline -> progress.begin(id, owner, jobExecutionId, deadline))
                .orElseThrow(() -> new UnusableFileException("There is no import " + id + " whose file is here."));
        rows = found.rows();
        if (found.position().bytes() < found.stagedBytes()) {
            source = Optional.of(ImportSource.open(this::piece, found.position(), analyzer, workers, ahead));
        }
    }

    /**
     * Stores the next chunk.
     *
     * @return what became of its rows; empty at the end of the file
     * @throws DatabaseUnavailableException when the database stayed away
     */
    Optional<RowCounts> step() throws DatabaseUnavailableException, InterruptedException {
        Optional<ImportChunk> chunk = source.isPresent() ? source.get().next() : Optional.empty();
        if (chunk.isEmpty()) {
            return Optional.empty();
        }
        RowCounts before = rows;
        rows = retrying(deadline -> progress.store(id, owner, chunk.get(), deadline));
        return Optional.of(new RowCounts(
                rows.stored() - before.stored(),
                rows.duplicate() - before.duplicate(),
                rows.rejected() - before.rejected()));
    }

    /** Says how the run ended. */
    void end(ImportStatus status, Optional<String> failure) throws DatabaseUnavailableException {
        retrying(deadline -> progress.end(id, owner, status, failure, deadline));
    }

    /** Gives up what is being analysed. */
    void close() {
        source.ifPresent(ImportSource::close);
    }

    private byte[] piece(long number) {
        try {
            return retrying(deadline -> progress.piece(id, number, deadline)).orElse(new byte[0]);
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("the file cannot be read", e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T by(Deadline deadline) throws DatabaseUnavailableException;
    }

    private <T> T retrying(Call<T> call) throws DatabaseUnavailableException {
        Deadline timeout = Deadline.after(ticker, TIMEOUT);
        while (true) {
            try {
                return call.by(Deadline.after(ticker, ATTEMPT));
            } catch (DatabaseUnavailableException e) {
                if (timeout.passed() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
