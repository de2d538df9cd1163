/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportPart;
import io.aegis.db.imports.ImportParts;
import io.aegis.db.imports.Position;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that parts a file: one pass over its records, in their order, for only who has read all before knows whether a
 * line end lies within quotes. A part has a given length and the rest of a record, so no chunk is ever more, and a small file
 * is one part. A few are found in each transaction. Serves several executions at once.
 */
final class PartIndexTasklet implements Tasklet {

    private static final int AT_ONCE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String PARTS = "parts";
    private static final String POSITION = "position";
    private static final String LINE = "line";

    private final ImportFiles files;
    private final ImportParts parts;
    private final int length;
    private final Ticker ticker;

    /** @param length least one of every part but a file's last, in bytes */
    PartIndexTasklet(ImportFiles files, ImportParts parts, int length, Ticker ticker) {
        this.files = files;
        this.parts = parts;
        this.length = length;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException {
        UUID id = ImportId.of(contribution.getStepExecution().getJobExecution());
        ExecutionContext run = contribution.getStepExecution().getExecutionContext();
        int number = run.getInt(PARTS, 0);
        Position start =
                new Position(run.getLong(POSITION, Position.START.bytes()), run.getLong(LINE, Position.START.line()));
        boolean more = true;
        try (RecordSource records = files.head(id).from(files.file(id), start)) {
            for (int found = 0; more && found < AT_ONCE; found++) {
                more = passOver(records, start.bytes() + length);
                Position end = records.position();
                parts.add(id, new ImportPart(number++, start, end.bytes()), Deadline.after(ticker, TIMEOUT));
                start = end;
            }
        }
        if (!more) {
            // Of what is packed, or no text, only now is known how much it is.
            parts.measure(id, start.bytes(), Deadline.after(ticker, TIMEOUT));
        }
        run.putInt(PARTS, number);
        run.putLong(POSITION, start.bytes());
        run.putLong(LINE, start.line());
        return RepeatStatus.continueIf(more);
    }

    /** Whether there is more behind. */
    static boolean passOver(RecordSource records, long end) {
        while (records.position().bytes() < end) {
            if (records.next().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
