/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.batch.database.RepeatedWriter;
import io.aegis.batch.jobs.HighWaterMark;
import io.aegis.batch.jobs.NewestFirstReader;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.learned.LearnedPass;
import io.aegis.batch.learned.VersionedTopics;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.feedback.PossibleUrgency;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.db.vectors.UnembeddedText;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * The step that gives rows their vectors, the newest first, one text after the other: a core makes some 200 a second, and others want the rest of the
 * machine. Vectors and what is marked by them commit together, again when a lock was not to be had; between chunks it can be stopped.
 *
 * @param steps makes steps
 * @param vectors finds the rows
 * @param rows steps over those that have theirs
 * @param store of vectors, within the chunk's transaction
 * @param urgency marks, within the chunk's transaction
 * @param lane the model
 * @param learned judges rows by what was learned, within the chunk's transaction
 * @param clock the time now
 * @param ticker measures how long the database may take
 */
record EmbeddingStep(
        Steps steps,
        FeedbackVectors vectors,
        FeedbackIds rows,
        FeedbackVectorStore store,
        PossibleUrgency urgency,
        EmbeddingLane lane,
        LearnedPass learned,
        Clock clock,
        Ticker ticker) {

    static final String NAME = "embed";

    /** The longest texts take 26 ms each, so that a stop waits for a second or two at most. */
    private static final int CHUNK = 50;

    /** Rows that are read at once; texts have up to 5,000 characters. */
    private static final int PAGE = 200;

    /** New rows are seen to before a backlog, so that one execution may work on it to its end. */
    private static final Duration BACKLOG = Duration.ofDays(7);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A step for one execution. */
    Step of(StepExecution execution) {
        Tally tally = new Tally();
        VersionedTopics topics = learned.current();
        HighWaterMark mark = new HighWaterMark(steps.repository(), lane.model(), clock);
        NewestFirstReader<UnembeddedText> reader = new NewestFirstReader<>(
                vectors::missing,
                rows::below,
                mark.of(execution),
                UnembeddedText::feedback,
                PAGE,
                ticker,
                Deadline.after(ticker, BACKLOG));
        return steps.<UnembeddedText, EmbeddedText>chunks(NAME, CHUNK)
                .reader(reader)
                .processor(lane::embed)
                .writer(new RepeatedWriter<>(chunk -> write(chunk, topics, tally), steps.transactions()))
                .listener(tally)
                .listener(mark.moving(reader::isDone, reader::newestAtFirst))
                .build();
    }

    private void write(Chunk<? extends EmbeddedText> chunk, VersionedTopics topics, Tally tally)
            throws DatabaseUnavailableException {
        store.store(chunk.getItems().stream().map(EmbeddedText::vector).toList(), Deadline.after(ticker, TIMEOUT));
        tally.marked += urgency.mark(
                chunk.getItems().stream()
                        .filter(EmbeddedText::suspected)
                        .map(each -> each.vector().feedback())
                        .toList(),
                Deadline.after(ticker, TIMEOUT));
        tally.learned += learned.judge(
                chunk.getItems().stream().map(each -> each.vector().feedback()).toList(), topics);
    }

    /** What an execution comes to, for an operator. */
    private static final class Tally implements StepExecutionListener {

        private long marked;
        private long learned;

        @Override
        public ExitStatus afterStep(StepExecution ended) {
            return ended.getExitStatus()
                    .addExitDescription("vectors of " + ended.getWriteCount() + " rows, possibly urgent " + marked
                            + (learned == 0 ? "" : ", labels as learned " + learned));
        }
    }
}
