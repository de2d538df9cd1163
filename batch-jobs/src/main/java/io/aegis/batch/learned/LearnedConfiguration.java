/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.learned;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.LearnedVerdicts;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.TextEmbedder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The model of labels that is in use, and the work on rows with it. */
@Configuration(proxyBeanMethods = false)
class LearnedConfiguration {

    @Bean
    ActiveTopicModel activeTopicModel(Database database, TextEmbedder embedder) {
        return new ActiveTopicModel(
                new ModelQueries(database), new FeedbackVectors(database, embedder.model()), embedder.model());
    }

    @Bean
    LearnedPass learnedPass(
            Steps steps,
            Transactions chunkTransactions,
            ActiveTopicModel active,
            TextEmbedder embedder,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        LearnedVerdicts verdicts = new LearnedVerdicts(
                chunkTransactions,
                new Alerts(settings.alertChannels(), UuidCreator::getTimeOrderedEpoch),
                embedder.model(),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        return new LearnedPass(steps, active, verdicts, ticker);
    }
}
