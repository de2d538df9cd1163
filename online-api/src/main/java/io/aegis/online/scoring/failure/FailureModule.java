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
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.graph.CallTally;
import io.aegis.online.http.Routes;
import io.aegis.online.policy.PolicyGate;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.logs.RecentLogs;
import io.aegis.online.scoring.loki.LokiRoutes;
import io.aegis.online.scoring.otlp.OtlpRoutes;
import io.aegis.online.scoring.remotewrite.MappedValues;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.storage.DatabaseUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failure detection of a running process: what it remembers, what it writes behind, and its routes. */
public final class FailureModule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailureModule.class);

    /** 80 MB of minutes. */
    private static final int SERIES = 10_000;

    private static final Duration WRITE_BEHIND = Duration.ofSeconds(1);

    private static final Duration STORING = Duration.ofSeconds(3);

    private final LogTemplateWriter logs;
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
        CallStore callStore = new CallStore(database, database);
        RecentCalls known = new RecentCalls(callStore::between, clock, ticker);
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
        CallTally calls = new CallTally();
        LogIntake intake = new LogIntake(logs::book, recent, registry);
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
                        calls,
                        scoring.largeBodies(),
                        new MappedValues(scoring.mapped()),
                        registry,
                        clock),
                new LokiRoutes(intake, scoring.largeBodies(), clock));
        runtime.every(RecentCalls.EVERY, "calls", known::refresh);
        runtime.every(WRITE_BEHIND, "calls-stored", () -> store(calls, callStore, ticker));
        runtime.every(WRITE_BEHIND, "logs", logs::flush);
        runtime.telemetry().gauge("aegis.failure.series", "Series with minutes in memory", List.of(), minutes::size);
    }

    /** What cannot be stored now is tried again next time. */
    private static void store(CallTally calls, CallStore store, Ticker ticker) {
        List<CallMinute> taken = calls.drain();
        if (taken.isEmpty()) {
            return;
        }
        try {
            store.add(taken, Deadline.after(ticker, STORING));
        } catch (DatabaseUnavailableException e) {
            calls.putBack(taken);
            LOG.debug("Calls between services are stored later: {}", e.getMessage());
        }
    }

    /** The routes of the module. */
    public List<Routes> routes() {
        return routes;
    }

    /** Hands on what is written behind. */
    @Override
    public void close() {
        logs.flush();
    }
}
