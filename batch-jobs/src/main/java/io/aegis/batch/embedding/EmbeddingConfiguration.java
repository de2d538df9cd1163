/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.jobs.SummarisingStep;
import io.aegis.batch.learned.LearnedPass;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.feedback.PossibleUrgency;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.TextEmbedder;
import io.aegis.embedding.WordPieceEmbedder;
import java.time.Clock;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The language model, and the job {@code feedback-embed}. */
@Configuration(proxyBeanMethods = false)
class EmbeddingConfiguration {

    private static final String JOB = "feedback-embed";

    /** Costs nothing until it is asked for the first vector. */
    @Bean
    WordPieceEmbedder textEmbedder() {
        return new LazyTextEmbedder();
    }

    @Bean
    JobDefinition feedbackEmbed(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            TextEmbedder embedder,
            LearnedPass learned,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        EmbeddingStep embedding = new EmbeddingStep(
                steps,
                new FeedbackVectors(database, embedder.model()),
                new FeedbackIds(database),
                new FeedbackVectorStore(chunkTransactions, embedder.model(), clock),
                new PossibleUrgency(chunkTransactions, UuidCreator::getTimeOrderedEpoch, clock),
                new EmbeddingLane(embedder),
                learned,
                clock,
                ticker);
        Job job = settings.embeddings()
                ? new JobBuilder(JOB, steps.repository())
                        .start(new StepPerExecution(EmbeddingStep.NAME, embedding::of))
                        .next(new SummarisingStep(new StepPerExecution(LearnedPass.NAME, learned::of)))
                        .build()
                : new JobBuilder(JOB, steps.repository()).start(nothing(steps)).build();
        return JobDefinition.repeatable(
                        job,
                        "Makes the vectors of feedback that has none yet, and says by them what may be urgent and what was learned of topics.")
                .resumed(true)
                .scheduled(new DefaultSchedule(settings.crons().embed(), true));
    }

    /** The schedule is there as it was, so that switching it on again needs nothing else. */
    private static Step nothing(Steps steps) {
        return steps.of(EmbeddingStep.NAME, (contribution, _) -> {
            contribution.setExitStatus(
                    contribution.getExitStatus().addExitDescription("AEGIS_EMBEDDINGS is off: nothing to do"));
            return RepeatStatus.FINISHED;
        });
    }
}
