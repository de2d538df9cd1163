/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.bursts.BurstCounts;
import io.aegis.db.bursts.BurstStore;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Ticker;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
                settings.watch().alertmanager()
                        ? Optional.of(new AlertStore(
                                chunkTransactions,
                                new Alerts(List.of(Alerts.ALERTMANAGER), UuidCreator::getTimeOrderedEpoch)))
                        : Optional.empty(),
                new BurstNotifier(current, settings.watch().dashboard()),
                current,
                clock,
                ticker);
        return JobDefinition.repeatable(
                        new JobBuilder("feedback-burst", steps.repository())
                                .start(steps.of("judge", tasklet))
                                .build(),
                        "Finds topics, departments, languages, channels and groups of which much more feedback comes than usual.")
                .scheduled(new DefaultSchedule(settings.crons().burst(), false));
    }
}
