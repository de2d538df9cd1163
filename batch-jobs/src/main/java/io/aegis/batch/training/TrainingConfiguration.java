/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.learned.ActiveTopicModel;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.feedback.LabelledTopics;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.TrainingData;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.vectors.FeedbackTexts;
import io.aegis.db.vectors.StaticVectors;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.WordPieceEmbedder;
import java.time.Clock;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs {@code failure-train}, {@code anomaly-train} and {@code feedback-train}. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    JobDefinition failureTrain(Steps steps, Database database, BatchSettings settings, Clock clock, Ticker ticker) {
        return definition(
                steps,
                settings.crons().train(),
                "failure-train",
                "Trains the model that tells kinds of failure apart on labelled incidents; it is used when it beats the rules on days left out.",
                new FailureTrainTasklet(
                        new TrainingData(database),
                        new ModelQueries(database),
                        new ModelStore(database, clock),
                        ticker));
    }

    @Bean
    JobDefinition anomalyTrain(Steps steps, Database database, BatchSettings settings, Clock clock, Ticker ticker) {
        return definition(
                steps,
                settings.crons().train(),
                "anomaly-train",
                "Trains a model of the usual combinations of each service's series; it is used where it loses nothing on later time.",
                new AnomalyTrainTasklet(
                        new TrainingData(database),
                        new SampleHistory(database),
                        new ModelQueries(database),
                        new ModelStore(database, clock),
                        settings.training().minSamples(),
                        ticker));
    }

    @Bean
    JobDefinition feedbackTrain(
            Steps steps,
            Database database,
            ActiveTopicModel active,
            WordPieceEmbedder embedder,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        return definition(
                steps,
                settings.crons().trainFeedback(),
                "feedback-train",
                "Trains the model of topics, urgency and sentiment on labelled feedback; it is used for those on which it beats the rules.",
                new FeedbackTrainTasklet(
                        new LabelledTopics(database, active.embedder()),
                        active,
                        settings.embeddings()
                                ? Optional.of(new StaticTraining(
                                        new StaticVectors(database), new FeedbackTexts(database), embedder, ticker))
                                : Optional.empty(),
                        new ModelQueries(database),
                        new ModelStore(database, clock),
                        ticker));
    }

    private static JobDefinition definition(
            Steps steps, String cron, String name, String description, Tasklet tasklet) {
        Job job = new JobBuilder(name, steps.repository())
                .start(steps.of("train", tasklet))
                .build();
        return JobDefinition.repeatable(job, description).scheduled(new DefaultSchedule(cron, true));
    }
}
