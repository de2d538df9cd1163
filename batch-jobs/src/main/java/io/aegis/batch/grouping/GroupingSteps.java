/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.batch.database.RepeatedWriter;
import io.aegis.batch.jobs.HighWaterMark;
import io.aegis.batch.jobs.NewestFirstReader;
import io.aegis.batch.jobs.Steps;
import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.groups.RepeatedTexts;
import io.aegis.db.groups.TextGrouping;
import io.aegis.db.groups.UngroupedText;
import io.aegis.db.groups.VectorGrouping;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.TextEmbedder;
import io.aegis.grouping.FingerprintedText;
import io.aegis.storage.IdRange;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

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

    static final String REPEATED = "group-repeated";
    static final String TEXTS = "group-texts";
    static final String VECTORS = "group-vectors";

    /** The parameter that has all rows looked at. */
    static final String EVERYTHING = "everything";

    /** Rows of a transaction: a fifth of a second, for which whoever merges or splits waits. */
    private static final int CHUNK = 250;

    /**
     * How long a step works on a backlog: both together take less than the minute from one execution to the next, so that no new
     * row waits for the other step's backlog.
     */
    private static final Duration BACKLOG = Duration.ofSeconds(25);

    private static final Duration REPEATED_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration ALL_OF_IT = Duration.ofDays(7);

    /** What was sent again. It has no word of its own in what the job tells. */
    Step repeated() {
        RepeatedTexts texts = new RepeatedTexts(reads, chunks, ids);
        return steps.of(REPEATED, (_, _) -> {
            boolean more = texts.found(Deadline.after(ticker, REPEATED_TIMEOUT));
            if (!more) {
                texts.count(Deadline.after(ticker, REPEATED_TIMEOUT));
            }
            return RepeatStatus.continueIf(more);
        });
    }

    /** Near-duplicates. */
    Step texts(StepExecution execution) {
        TextGrouping grouping = new TextGrouping(reads, chunks, ids);
        FeedbackIds rows = new FeedbackIds(reads);
        GroupingWriter<FingerprintedText> writer = new GroupingWriter<>(grouping::group, "texts", ticker);
        HighWaterMark mark = new HighWaterMark(steps.repository(), TEXTS, clock);
        UUID done = mark.of(execution);
        NewestFirstReader<UngroupedText> reader = new NewestFirstReader<>(
                grouping::next,
                rows::below,
                everything(execution) ? IdRange.FIRST : done,
                UngroupedText::id,
                CHUNK,
                ticker,
                backlogUntil(execution));
        return steps.<UngroupedText, FingerprintedText>chunks(TEXTS, CHUNK)
                .reader(reader)
                .processor(row -> FingerprintedText.of(row.id(), row.text()))
                .writer(new RepeatedWriter<>(writer, steps.transactions()))
                .listener(writer)
                .listener(mark.moving(reader::isDone, reader::newestAtFirst))
                .build();
    }

    /** The same in other words. Rows that wait for it are in an index. */
    Step vectors(StepExecution execution, TextEmbedder embedder) {
        VectorGrouping grouping = new VectorGrouping(reads, chunks, embedder, ids);
        GroupingWriter<FeedbackVector> writer = new GroupingWriter<>(grouping::group, "vectors", ticker);
        return steps.<FeedbackVector, FeedbackVector>chunks(VECTORS, CHUNK)
                .reader(new NewestFirstReader<>(
                        grouping::next,
                        grouping::below,
                        IdRange.FIRST,
                        FeedbackVector::feedback,
                        CHUNK,
                        ticker,
                        backlogUntil(execution)))
                .writer(new RepeatedWriter<>(writer, steps.transactions()))
                .listener(writer)
                .build();
    }

    private Deadline backlogUntil(StepExecution execution) {
        return Deadline.after(ticker, everything(execution) ? ALL_OF_IT : BACKLOG);
    }

    private static boolean everything(StepExecution execution) {
        return Boolean.parseBoolean(execution.getJobParameters().getString(EVERYTHING));
    }
}
