/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.learned;

import io.aegis.batch.jobs.IdOrderReader;
import io.aegis.batch.jobs.Steps;
import io.aegis.db.feedback.LearnedChange;
import io.aegis.db.feedback.LearnedRow;
import io.aegis.db.feedback.LearnedVerdicts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * What jobs do with the model of labels that is in use: judge rows that get their vectors, and look through all others once when it is
 * another one than before. What a rolled back model said is taken back by that too.
 *
 * @param steps makes steps
 * @param active the model
 * @param verdicts of rows, within the chunk's transaction
 * @param ticker measures how long the database may take
 */
public record LearnedPass(Steps steps, ActiveTopicModel active, LearnedVerdicts verdicts, Ticker ticker) {

    /** The name of the step. */
    public static final String NAME = "learned-topics";

    private static final int CHUNK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Work on the database that has to be done by a deadline. */
    @FunctionalInterface
    private interface Asking<T> {
        T by(Deadline deadline) throws DatabaseUnavailableException;
    }

    /** What is in use now. */
    public VersionedTopics current() {
        return asked(active::current);
    }

    /**
     * Judges rows that have a vector now; within the chunk's transaction. Also when no model is in use: what answered a request may
     * not have known that yet.
     *
     * @return how many changed
     */
    public int judge(List<UUID> rows, VersionedTopics topics) throws DatabaseUnavailableException {
        List<LearnedChange> changes = verdicts.find(rows, deadline()).stream()
                .flatMap(row -> topics.change(row).stream())
                .toList();
        return verdicts.apply(changes, deadline());
    }

    /** A step over all rows for one execution; over none when that was done before. */
    public Step of(StepExecution execution) {
        VersionedTopics topics = current();
        if (asked(verdicts::applied) == topics.version()) {
            return steps.of(NAME, (_, _) -> RepeatStatus.FINISHED);
        }
        return steps.<LearnedRow, LearnedChange>chunks(NAME, CHUNK)
                .reader(new IdOrderReader<>(
                        _ -> LearnedVerdicts.FIRST, verdicts::page, LearnedRow::id, LearnedVerdicts.MAX_PAGE, ticker))
                .processor(row -> topics.change(row).orElse(null))
                .writer(chunk -> verdicts.apply(List.copyOf(chunk.getItems()), deadline()))
                .listener(end(topics.version()))
                .build();
    }

    private StepExecutionListener end(int version) {
        return new StepExecutionListener() {
            @Override
            public ExitStatus afterStep(StepExecution ended) {
                if (ended.getStatus() == BatchStatus.COMPLETED) {
                    asked(deadline -> {
                        verdicts.applied(version, deadline);
                        return version;
                    });
                }
                return ended.getExitStatus()
                        .addExitDescription("labels of " + ended.getWriteCount() + " rows by "
                                + (version == 0 ? "the rules again" : "learned:v" + version));
            }
        };
    }

    private <T> T asked(Asking<T> asking) {
        try {
            return asking.by(deadline());
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("what was learned is not known", e);
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
