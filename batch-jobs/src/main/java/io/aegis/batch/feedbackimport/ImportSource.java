package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportChunk;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The analysed chunks of a file, in their order. While one is being stored, the next few are analysed on other threads; no
 * more of the file than those is held. Used by one thread.
 */
final class ImportSource {

    /** Rows of a chunk: few enough that nobody who posts one of its texts has to wait long for its transaction. */
    static final int ROWS = 2000;

    /** Bytes after which a chunk has enough, so that long texts do not fill the memory. */
    static final int BYTES = 1 << 20;

    private final RecordSplitter records;
    private final Columns columns;
    private final ChunkAnalyzer analyzer;
    private final ExecutorService workers;
    private final int ahead;
    private final Queue<Future<ImportChunk>> coming = new ArrayDeque<>();
    private Position done;

    private ImportSource(
            Position done,
            RecordSplitter records,
            Columns columns,
            ChunkAnalyzer analyzer,
            ExecutorService workers,
            int ahead) {
        this.done = done;
        this.records = records;
        this.columns = columns;
        this.analyzer = analyzer;
        this.workers = workers;
        this.ahead = ahead;
    }

    /**
     * Opens a file where an earlier run left off.
     *
     * @param pieces of the file
     * @param position behind what is done
     * @param ahead chunks that are analysed, or waiting for it, at once
     * @throws UnusableFileException when the first line does not say where the text is
     */
    static ImportSource open(
            Pieces pieces, Position position, ChunkAnalyzer analyzer, ExecutorService workers, int ahead) {
        StagedBytes header = new StagedBytes(pieces, ImportStaging.PIECE, 0);
        // No separator: what a quote means is known only once this line is read.
        RecordSplitter lines = new RecordSplitter(header, '\n', 1);
        RawRecord first = lines.next().orElseThrow(() -> new UnusableFileException("The file has no rows."));
        Columns columns = Columns.of(new String(first.bytes(), StandardCharsets.UTF_8));
        boolean fresh = position.equals(Position.START);
        Position from = fresh ? lines.position() : position;
        StagedBytes rest = fresh ? header : new StagedBytes(pieces, ImportStaging.PIECE, from.bytes());
        return new ImportSource(
                position,
                new RecordSplitter(rest, columns.separator(), from.line()),
                columns,
                analyzer,
                workers,
                ahead);
    }

    /** The next chunk; empty at the end of the file. */
    Optional<ImportChunk> next() throws InterruptedException {
        while (coming.size() < ahead) {
            RawChunk chunk = read();
            if (chunk.records().isEmpty()) {
                break;
            }
            coming.add(workers.submit(() -> analyzer.analyze(chunk, columns)));
        }
        Future<ImportChunk> next = coming.poll();
        try {
            return next == null ? Optional.empty() : Optional.of(next.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a chunk could not be analysed", e.getCause());
        }
    }

    /** Gives up what is being analysed. */
    void close() {
        coming.forEach(each -> each.cancel(false));
        coming.clear();
    }

    private RawChunk read() {
        Position start = done;
        List<RawRecord> chunk = new ArrayList<>(ROWS);
        while (chunk.size() < ROWS && records.position().bytes() - start.bytes() < BYTES) {
            Optional<RawRecord> record = records.next();
            if (record.isEmpty()) {
                break;
            }
            chunk.add(record.get());
        }
        done = records.position();
        return new RawChunk(start, done, chunk);
    }
}
