/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.ReadAccess;
import io.aegis.db.logs.LogQueries;
import io.aegis.db.logs.LogStore;
import io.aegis.db.predictions.PredictionQueries;
import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.watch.CallStore;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.graph.CallTally;
import io.aegis.online.http.Routes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.logs.RecentLogs;
import io.aegis.online.scoring.loki.LokiRoutes;
import io.aegis.online.scoring.otlp.OtlpRoutes;
import io.aegis.online.scoring.remotewrite.MappedValues;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.policy.PolicyGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Failure detection of a running process: what it remembers, what it writes behind, and its routes. */
public final class FailureModule implements AutoCloseable {

    /** 80 MB of minutes. */
    private static final int SERIES = 10_000;

    private static final Duration WRITE_BEHIND = Duration.ofSeconds(1);

    private final LogTemplateWriter logs;
    private final CallWriter calls;
    private final List<Routes> routes;

    /**
     * Builds the module and starts its recurring tasks.
     *
     * @param database takes what is learned of logs
     * @param readOnly what scoring itself reads with
     * @param policy decides what may be recommended
     * @param scoring takes samples and predictions
     */
    public FailureModule(
            OnlineSettings settings,
            ApiRuntime runtime,
            Database database,
            ReadAccess readOnly,
            PolicyGate policy,
            ScoringModule scoring,
            Clock clock,
            Ticker ticker) {
        this.logs = new LogTemplateWriter(new LogQueries(readOnly)::newest, new LogStore(database, clock)::add, ticker);
        MetricHistoryCache minutes = new MetricHistoryCache(
                scoring.history(), new MinuteMeans(readOnly), scoring.memory()::waiting, ticker, SERIES);
        scoring.memory().listen((series, sent, verdicts) -> minutes.learn(series, verdicts.fresh(sent)));
        RecentCalls known = new RecentCalls(new CallStore(database, database)::between, clock, ticker);
        FailureScoring judge = new FailureScoring(
                new FailureDetector(settings.scoring().failureWindow()),
                minutes,
                logs,
                scoring.memory(),
                known,
                scoring.models()::types,
                policy,
                UuidCreator::getTimeOrderedEpoch,
                clock,
                ticker);
        MeterRegistry registry = runtime.telemetry().registry();
        FailureMeters meters = new FailureMeters(registry);
        RecentLogs recent = new RecentLogs();
        CallTally tally = new CallTally();
        LogIntake intake = new LogIntake(logs::history, recent, registry);
        this.routes = List.of(
                new FailureRoutes(judge, scoring.predictions(), meters, scoring.largeBodies()),
                new AlertmanagerRoutes(
                        new AlertBoard(),
                        judge,
                        new RecentSamples(scoring.history(), settings.scoring().failureWindow()),
                        recent,
                        scoring.predictions(),
                        new PredictionQueries(readOnly, clock),
                        meters,
                        clock,
                        ticker),
                new OtlpRoutes(
                        scoring.anomalies(),
                        scoring.predictions(),
                        intake,
                        tally,
                        scoring.largeBodies(),
                        new MappedValues(scoring.mapped()),
                        registry,
                        clock),
                new LokiRoutes(intake, scoring.largeBodies(), clock));
        runtime.every(RecentCalls.EVERY, "calls", known::refresh);
        this.calls = new CallWriter(tally, new CallStore(database, database)::add, ticker);
        runtime.every(WRITE_BEHIND, "calls-stored", calls::flush);
        runtime.every(WRITE_BEHIND, "logs", logs::flush);
        runtime.telemetry().gauge("aegis.failure.series", "Series with minutes in memory", List.of(), minutes::size);
    }

    /** The routes of the module. */
    public List<Routes> routes() {
        return routes;
    }

    /** Hands on what is written behind. */
    @Override
    public void close() {
        logs.flush();
        calls.flush();
    }
}
