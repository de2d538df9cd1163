package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads the records of a part. How far it is stands in the step's execution context. Used by one thread. */
final class FeedbackRecordReader implements ItemStreamReader<RawRecord> {

    private static final String POSITION = "position";
    private static final String LINE = "line";

    private final FileHead head;
    private final Pieces pieces;
    private Optional<RecordSource> records = Optional.empty();
    private Position position = Position.START;
    private long end;

    FeedbackRecordReader(FileHead head, Pieces pieces) {
        this.head = head;
        this.pieces = pieces;
    }

    @Override
    public void open(ExecutionContext context) {
        Position start = ImportPartitioner.start(context);
        position = new Position(context.getLong(POSITION, start.bytes()), context.getLong(LINE, start.line()));
        end = ImportPartitioner.end(context);
        records = Optional.of(head.from(pieces, position));
    }

    /** Behind what was read. */
    Position position() {
        return position;
    }

    /**
     * The next record.
     *
     * @throws RowException when it is not well-formed
     */
    @Override
    public @Nullable RawRecord read() throws RowException {
        RecordSource source = records.orElseThrow(() -> new IllegalStateException("not open"));
        if (source.position().bytes() >= end) {
            position = source.position();
            return null;
        }
        Optional<RawRecord> next = source.next();
        position = source.position();
        if (next.isEmpty()) {
            return null;
        }
        RawRecord record = next.get();
        if (record.problem().isPresent()) {
            throw new RowException(record, record.problem().get(), record.lenient());
        }
        return record;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(POSITION, position.bytes());
        context.putLong(LINE, position.line());
    }
}
