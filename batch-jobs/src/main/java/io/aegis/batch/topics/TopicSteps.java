/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.batch.jobs.Steps;
import io.aegis.db.topics.TopicAssignments;
import io.aegis.db.topics.TopicChange;
import io.aegis.db.topics.TopicPass;
import io.aegis.db.topics.TopicRow;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.heuristic.TopicRules;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.ExampleTopics;
import io.aegis.topics.OwnTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The steps that bring rows and topics together. What a chunk changes commits with how far it is; what failed is done again by the
 * next execution.
 *
 * @param steps makes steps
 * @param assignments reads rows and changes them, within the chunk's transaction
 * @param current the list
 * @param compiler of rules
 * @param examples what they come to
 * @param clock of the times of vectors
 * @param ticker measures how long the database may take
 */
record TopicSteps(
        Steps steps,
        TopicAssignments assignments,
        CurrentOwnTopics current,
        TopicRuleCompiler compiler,
        TopicExamples examples,
        InstantSource clock,
        Ticker ticker) {

    static final String ALL_ROWS = "all-rows";
    static final String NEW_VECTORS = "new-vectors";

    private static final int CHUNK = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Vectors may be committed later than the time that they carry says, by other machines' clocks too. */
    private static final Duration BELATED = Duration.ofMinutes(2);

    /** A step over all rows, when the list has changed or a topic was removed. */
    Step allRows(StepExecution execution) {
        Optional<TopicPass> due = asked(assignments::due);
        if (due.isEmpty()) {
            return nothing(ALL_ROWS);
        }
        TopicPass pass = due.get();
        TopicMatcher matcher = new TopicMatcher(rules(pass), examples.of(pass.list()), pass.changed(), pass.bits());
        TopicPassReader reader =
                new TopicPassReader(assignments, examples.model(), pass.list().version(), ticker);
        return steps.<TopicRow, TopicChange>chunks(ALL_ROWS, CHUNK)
                .reader(reader)
                .processor(row -> orNull(matcher.match(row)))
                .writer(this::write)
                .listener(whenCompleted(deadline -> {
                    assignments.done(pass, deadline);
                    return true;
                }))
                .build();
    }

    private TopicRules rules(TopicPass pass) {
        return compiler.compile(pass.list().topics().stream()
                .filter(topic -> (topic.bit() & pass.changed()) != 0)
                .collect(Collectors.toMap(OwnTopic::number, OwnTopic::rules)));
    }

    /** A step over rows that got a vector lately. */
    Step newVectors(StepExecution execution) {
        current.refresh();
        ExampleTopics comparable = examples.of(current.list());
        Instant began = clock.instant();
        StepExecutionListener end = whenCompleted(deadline -> {
            assignments.compared(began.minus(BELATED), deadline);
            return true;
        });
        TopicMatcher matcher = new TopicMatcher(TopicRules.NONE, comparable, -1, 0);
        ItemReader<TopicRow> reader =
                comparable.isEmpty() ? () -> null : new NewVectorReader(assignments, examples.model(), ticker);
        return steps.<TopicRow, TopicChange>chunks(NEW_VECTORS, CHUNK)
                .reader(reader)
                .processor(row -> orNull(matcher.match(row)))
                .writer(this::write)
                .listener(end)
                .build();
    }

    private Step nothing(String name) {
        return steps.of(name, (_, _) -> RepeatStatus.FINISHED);
    }

    private static @Nullable TopicChange orNull(Optional<TopicChange> change) {
        return change.orElse(null);
    }

    private void write(Chunk<? extends TopicChange> chunk) throws DatabaseUnavailableException {
        assignments.assign(List.copyOf(chunk.getItems()), Deadline.after(ticker, TIMEOUT));
    }

    /** Work on the database that has to be done by a deadline. */
    @FunctionalInterface
    private interface Asking<T> {
        T by(Deadline deadline) throws DatabaseUnavailableException;
    }

    private <T> T asked(Asking<T> asking) {
        try {
            return asking.by(Deadline.after(ticker, TIMEOUT));
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("the topics are not known", e);
        }
    }

    /** Fails the step when the end cannot be kept: the next execution does it all again. */
    private StepExecutionListener whenCompleted(Asking<Boolean> keeping) {
        return new StepExecutionListener() {
            @Override
            public ExitStatus afterStep(StepExecution ended) {
                if (ended.getStatus() == BatchStatus.COMPLETED) {
                    asked(keeping);
                }
                return ended.getExitStatus().addExitDescription("changed " + ended.getWriteCount() + " rows");
            }
        };
    }
}
