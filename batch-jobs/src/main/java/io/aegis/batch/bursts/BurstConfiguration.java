/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.bursts.BurstCounts;
import io.aegis.db.bursts.BurstStore;
import io.aegis.db.channels.BurstChannels;
import io.aegis.deadline.Ticker;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-burst}. */
@Configuration(proxyBeanMethods = false)
class BurstConfiguration {

    @Bean
    JobDefinition feedbackBurst(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            CurrentOwnTopics current,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        BurstTasklet tasklet = new BurstTasklet(
                new BurstMemory(new BurstCounts(database)),
                new BurstStore(database, chunkTransactions),
                new BurstOutbox(
                        chunkTransactions,
                        new BurstChannels(database),
                        settings.watch().alertmanager()),
                new BurstNotifier(current, settings.watch().dashboard()),
                current,
                clock,
                ticker);
        return JobDefinition.repeatable(
                        new JobBuilder("feedback-burst", steps.repository())
                                .start(steps.of("judge", tasklet))
                                .build(),
                        "Finds topics, departments, languages, channels and groups of which much more feedback comes than usual, or more of it negative or urgent.")
                .scheduled(new DefaultSchedule(settings.crons().burst(), false));
    }
}
