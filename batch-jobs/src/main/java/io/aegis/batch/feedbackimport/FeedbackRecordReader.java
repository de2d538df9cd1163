/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.feedbackfile.FileSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads the records of a part. How far it is stands in the step's execution context. Used by one thread. */
final class FeedbackRecordReader implements ItemStreamReader<FileRecord> {

    private static final String POSITION = "position";
    private static final String LINE = "line";

    private final FileHead head;
    private final FileSource file;
    private Optional<RecordSource> records = Optional.empty();
    private Position position = Position.START;
    private long end;

    FeedbackRecordReader(FileHead head, FileSource file) {
        this.head = head;
        this.file = file;
    }

    @Override
    public void open(ExecutionContext context) {
        Position start = ImportPartitioner.start(context);
        position = new Position(context.getLong(POSITION, start.bytes()), context.getLong(LINE, start.line()));
        end = ImportPartitioner.end(context);
        records = Optional.of(head.from(file, position));
    }

    /** Behind what was read. */
    Position position() {
        return position;
    }

    /** The next record, well-formed or not. */
    @Override
    public @Nullable FileRecord read() {
        RecordSource source = records.orElseThrow(() -> new IllegalStateException("not open"));
        if (source.position().bytes() >= end) {
            position = source.position();
            return null;
        }
        Optional<FileRecord> next = source.next();
        position = source.position();
        return next.orElse(null);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(POSITION, position.bytes());
        context.putLong(LINE, position.line());
    }

    @Override
    public void close() {
        records.ifPresent(RecordSource::close);
        records = Optional.empty();
    }
}
