/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.batch.control.PartitionedWork;
import io.aegis.db.feedback.Repeated;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.Reject;
import io.aegis.db.imports.RowCounts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Stores the rows of a part; and with each chunk, in its transaction, what was skipped of it, and how far the import is.
 * Sums of what became of the rows are kept in the step's execution context. Used by one thread, for one execution: what it
 * has gathered of a chunk that was rolled back goes with it.
 */
final class FeedbackRowWriter implements ItemStreamWriter<NewFeedback>, SkipListener<FileRecord, NewFeedback> {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String STORED = "stored";
    private static final String DUPLICATE = "duplicate";
    private static final String REJECTED = "rejected";
    private static final String EMPTY = "empty";

    private final ImportProgress progress;
    private final UUID id;
    private final FeedbackRecordReader reader;
    private final FeedbackRowProcessor processor;
    private final PartitionedWork.Right right;
    private final Ticker ticker;
    private final List<Reject> rejects = new ArrayList<>();
    private long stored;
    private long duplicate;
    private long done;

    /**
     * A writer of an execution.
     *
     * @param id of the import
     * @param reader tells how far it is
     * @param processor tells how many records were empty
     * @param right to commit
     */
    FeedbackRowWriter(
            ImportProgress progress,
            UUID id,
            FeedbackRecordReader reader,
            FeedbackRowProcessor processor,
            PartitionedWork.Right right,
            Ticker ticker) {
        this.progress = progress;
        this.id = id;
        this.reader = reader;
        this.processor = processor;
        this.right = right;
        this.ticker = ticker;
    }

    /** The reader's position is the writer's too: it is registered, and so opened, first. */
    @Override
    public void open(ExecutionContext context) {
        done = reader.position().bytes();
    }

    @Override
    public void write(Chunk<? extends NewFeedback> chunk) throws DatabaseUnavailableException {
        if (chunk.isEmpty()) {
            return;
        }
        int inserted = progress.store(once(chunk), Deadline.after(ticker, TIMEOUT));
        stored += inserted;
        duplicate += chunk.size() - inserted;
    }

    /** Each text once, with what its repetitions in the chunk told. */
    private static List<Repeated> once(Chunk<? extends NewFeedback> chunk) {
        Map<ContentHash, NewFeedback> first = LinkedHashMap.newLinkedHashMap(chunk.size());
        Map<ContentHash, List<Metadata>> again = new LinkedHashMap<>();
        for (NewFeedback row : chunk) {
            if (first.putIfAbsent(row.hash(), row) != null) {
                again.computeIfAbsent(row.hash(), _ -> new ArrayList<>()).add(row.metadata());
            }
        }
        return first.values().stream()
                .map(row -> new Repeated(row, again.getOrDefault(row.hash(), List.of())))
                .toList();
    }

    @Override
    public void onSkipInProcess(FileRecord record, Throwable skipped) {
        if (skipped instanceof RowException row) {
            rejects.add(row.reject());
        }
    }

    /** Called at the end of each chunk, in its transaction, whether or not any of its rows was to be written. */
    @Override
    public void update(ExecutionContext context) {
        long position = reader.position().bytes();
        RowCounts rows = new RowCounts(stored, duplicate, rejects.size(), processor.takeEmpty());
        try {
            right.hold();
            if (position > done) {
                progress.advance(id, position - done, rows, rejects, Deadline.after(ticker, TIMEOUT));
            }
        } catch (DatabaseUnavailableException e) {
            throw new ItemStreamException("how far the import is could not be noted", e);
        }
        add(context, STORED, rows.stored());
        add(context, DUPLICATE, rows.duplicate());
        add(context, REJECTED, rows.rejected());
        add(context, EMPTY, rows.empty());
        done = position;
        stored = 0;
        duplicate = 0;
        rejects.clear();
    }

    private static void add(ExecutionContext context, String key, long more) {
        context.putLong(key, context.getLong(key, 0) + more);
    }
}
