/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.logs.LogCountCache;
import io.aegis.db.logs.LogCountQueries;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SamplesSince;
import io.aegis.db.watch.CallStore;
import io.aegis.db.watch.ServiceAlarmStore;
import io.aegis.db.watch.WatchedServices;
import io.aegis.deadline.Ticker;
import io.aegis.policy.PolicyGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code failure-watch}. */
@Configuration(proxyBeanMethods = false)
class FailureWatchConfiguration {

    /** Of the heap a quarter at most remembers minutes, 6 KB a series. */
    private static final long HEAP_PER_SERIES = 25_000;

    private static final int MOST_SERIES = 50_000;

    /** Decides what may be recommended, by the same settings as the online application. */
    @Bean(destroyMethod = "close")
    PolicyGate policyGate(BatchSettings settings, MeterRegistry meters, Ticker ticker) {
        return PolicyGate.open(settings.policy(), meters, ticker);
    }

    @Bean
    JobDefinition failureWatch(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            BatchSettings settings,
            PolicyGate policyGate,
            Clock clock,
            Ticker ticker) {
        MinuteMeans means = new MinuteMeans(database);
        WatchedServices services = new WatchedServices(database);
        ServiceAlarmStore alarms = new ServiceAlarmStore(database, chunkTransactions);
        int remembered = Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_PER_SERIES, 1, MOST_SERIES);
        BatchSettings.Watch watch = settings.watch();
        FailureWatchTasklet tasklet = new FailureWatchTasklet(
                services,
                new ServiceJudge(
                        services,
                        new SamplesSince(database),
                        means,
                        new MetricHistoryCache(new SampleHistory(database), means, _ -> List.of(), ticker, remembered),
                        alarms,
                        policyGate,
                        watch.window()),
                new LogCountCache(new LogCountQueries(database)),
                watch.window(),
                alarms,
                new CallStore(database, chunkTransactions),
                new PredictionStore(chunkTransactions),
                watch.alertmanager()
                        ? Optional.of(new AlertStore(
                                chunkTransactions,
                                new Alerts(List.of(Alerts.ALERTMANAGER), UuidCreator::getTimeOrderedEpoch)))
                        : Optional.empty(),
                new MaintenanceStore(database),
                new FailureNotifier(UuidCreator::getTimeOrderedEpoch, watch.dashboard(), watch.window()),
                clock,
                ticker);
        Job job = new JobBuilder("failure-watch", steps.repository())
                .start(steps.of("judge", tasklet))
                .build();
        return JobDefinition.repeatable(
                        job,
                        "Judges every service that sent samples or lines, without being asked, and finds those that send none any more.")
                .scheduled(new DefaultSchedule(settings.crons().watch(), false));
    }
}
