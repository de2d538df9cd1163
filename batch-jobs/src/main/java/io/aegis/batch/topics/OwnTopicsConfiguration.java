/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.db.topics.TopicAssignments;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.ExampleTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The topics that operators made, as jobs know them, and the job {@code own-topics}, which brings them to rows. */
@Configuration(proxyBeanMethods = false)
class OwnTopicsConfiguration {

    private static final String JOB = "own-topics";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Whoever works with them refreshes them first. */
    @Bean
    CurrentOwnTopics currentOwnTopics(Database database, TopicRuleCompiler compiler, Ticker ticker) {
        OwnTopicStore store = new OwnTopicStore(database);
        return new CurrentOwnTopics(known -> store.newerThan(known, Deadline.after(ticker, TIMEOUT)), compiler);
    }

    @Bean
    TopicRuleCompiler topicRuleCompiler() {
        return TopicRuleCompiler.load();
    }

    @Bean
    JobDefinition ownTopics(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            CurrentOwnTopics current,
            TopicRuleCompiler compiler,
            TextEmbedder embedder,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        TopicSteps made = new TopicSteps(
                steps,
                new TopicAssignments(chunkTransactions),
                current,
                compiler,
                new TopicExamples(
                        Optional.of(embedder).filter(_ -> settings.embeddings()),
                        () -> recent(new FeedbackVectors(database, embedder.model()), ticker)),
                clock,
                ticker);
        Job job = new JobBuilder(JOB, steps.repository())
                .start(new StepPerExecution(TopicSteps.ALL_ROWS, made::allRows))
                .next(new StepPerExecution(TopicSteps.NEW_VECTORS, made::newVectors))
                .build();
        return JobDefinition.repeatable(
                        job,
                        "Brings changed own topics to rows that are there already, and compares new vectors with examples.")
                .resumed(true)
                .scheduled(new DefaultSchedule(settings.crons().ownTopics(), true));
    }

    private static List<Embedding> recent(FeedbackVectors vectors, Ticker ticker) {
        try {
            return vectors.newest(ExampleTopics.MOST_OTHERS, Deadline.after(ticker, TIMEOUT)).stream()
                    .map(FeedbackVector::vector)
                    .toList();
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("texts to tell examples apart from cannot be read", e);
        }
    }
}
