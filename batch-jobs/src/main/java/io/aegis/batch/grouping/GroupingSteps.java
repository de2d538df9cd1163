/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.batch.jobs.IdOrderReader;
import io.aegis.batch.jobs.Steps;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.groups.TextGrouping;
import io.aegis.db.groups.UngroupedText;
import io.aegis.db.groups.VectorGrouping;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.grouping.FingerprintedText;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * The steps that group rows, made anew for each execution.
 *
 * @param steps makes steps
 * @param reads finds the rows
 * @param chunks are the transactions of chunks
 * @param ids new UUIDv7s
 * @param clock the time now
 * @param ticker measures how long things take
 */
record GroupingSteps(
        Steps steps, ReadAccess reads, Transactions chunks, Supplier<UUID> ids, Clock clock, Ticker ticker) {

    static final String TEXTS = "group-texts";
    static final String VECTORS = "group-vectors";

    /** The parameter that has all rows looked at. */
    static final String EVERYTHING = "everything";

    /** Rows of a transaction: a fifth of a second, for which whoever merges or splits waits. */
    private static final int CHUNK = 250;

    /** Near-duplicates. */
    Step texts(StepExecution execution) {
        TextGrouping grouping = new TextGrouping(reads, chunks, ids);
        GroupingWriter<FingerprintedText> writer = new GroupingWriter<>(grouping::group, "texts", ticker);
        return steps.<UngroupedText, FingerprintedText>chunks(TEXTS, CHUNK)
                .reader(new IdOrderReader<>(
                        start(execution, grouping::begin), grouping::next, UngroupedText::id, CHUNK, ticker))
                .processor(row -> FingerprintedText.of(row.id(), row.text()))
                .writer(writer)
                .listener(writer)
                .build();
    }

    /** The same in other words. */
    Step vectors(StepExecution execution, String model) {
        VectorGrouping grouping = new VectorGrouping(reads, chunks, model, ids);
        GroupingWriter<FeedbackVector> writer = new GroupingWriter<>(grouping::group, "vectors", ticker);
        return steps.<FeedbackVector, FeedbackVector>chunks(VECTORS, CHUNK)
                .reader(new IdOrderReader<>(
                        start(execution, grouping::begin), grouping::next, FeedbackVector::feedback, CHUNK, ticker))
                .writer(writer)
                .listener(writer)
                .build();
    }

    /** Where rows begin that came within the last hour. */
    @FunctionalInterface
    private interface Recent {
        UUID begin(long millis, Deadline deadline) throws DatabaseUnavailableException;
    }

    private IdOrderReader.Start start(StepExecution execution, Recent recent) {
        boolean everything = Boolean.parseBoolean(execution.getJobParameters().getString(EVERYTHING));
        return everything ? _ -> TextGrouping.FIRST : deadline -> recent.begin(clock.millis(), deadline);
    }
}
