/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.Migrations;
import io.aegis.db.PoolSizes;
import io.aegis.db.ReadAccess;
import io.aegis.db.changes.ChangeQueries;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.SessionStore;
import io.aegis.db.keys.StoredKey;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.replica.ReadReplica;
import io.aegis.db.stats.StatsQueries;
import io.aegis.db.textretention.TextRetentionPreview;
import io.aegis.db.textretention.TextRetentionStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.ReconcileRoutes;
import io.aegis.online.admin.StatsRoutes;
import io.aegis.online.batch.BatchClient;
import io.aegis.online.batch.BatchRoutes;
import io.aegis.online.events.EventHub;
import io.aegis.online.events.EventRoutes;
import io.aegis.online.events.StatsEvents;
import io.aegis.online.feedback.FeedbackModule;
import io.aegis.online.health.DiskWatch;
import io.aegis.online.http.Routes;
import io.aegis.online.imports.ImportIds;
import io.aegis.online.imports.ImportRoutes;
import io.aegis.online.personaldata.DataRequestRoutes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.HttpServer;
import io.aegis.online.runtime.WarmUp;
import io.aegis.online.sampledata.SampleDataRoutes;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.failure.FailureModule;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.textretention.TextRetentionRoutes;
import io.aegis.online.topics.TopicsModule;
import io.aegis.online.web.DashboardRoutes;
import io.aegis.online.web.Documentation;
import io.aegis.online.web.DocumentationRoutes;
import io.aegis.online.web.SessionRoutes;
import io.aegis.policy.PolicyGate;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running online API: the graph of its objects, built by hand. */
final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Its requests to the database have 5 s themselves. */
    private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(6);

    private static final int SCORING_READS = 4;

    private static final int REPLICA_READS = 8;

    private static final Duration POLICY_EVERY = Duration.ofSeconds(2);

    private final ApiRuntime runtime;
    private final HttpServer server;

    private Application(ApiRuntime runtime, HttpServer server) {
        this.runtime = runtime;
        this.server = server;
    }

    /**
     * Builds the graph and starts to serve.
     *
     * @throws IOException when the address cannot be bound
     */
    static Application start(OnlineSettings settings) throws IOException {
        Clock clock = Clock.systemUTC();
        Ticker ticker = Ticker.system();
        Database database = Database.open(settings.database().online(), PoolSizes.DEFAULT, ticker, new Random());
        KeyStore keys = new KeyStore(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom());
        ApiRuntime runtime = new ApiRuntime(
                settings,
                ticker,
                clock,
                () -> keys.active(Deadline.after(ticker, TIMEOUT)).stream()
                        .map(StoredKey::of)
                        .toList(),
                new SessionStore(database),
                () -> isCurrent(database, Deadline.after(ticker, TIMEOUT)));
        runtime.closing("database", database);
        try {
            AlertModule alerting = new AlertModule(settings, runtime, database, clock, ticker);
            Alerts alerts = alerting.forFeedback();
            Optional<ReadReplica> replica = replica(settings, runtime, database, ticker);
            ReadAccess lists = ReadReplica.orElse(replica, database);
            FeedbackQueries queries = new FeedbackQueries(database, lists);
            TopicsModule topics = new TopicsModule(runtime, database, queries, ticker);
            FeedbackModule feedback = runtime.closing(
                    "feedback",
                    new FeedbackModule(settings, runtime, database, alerts, topics.current(), clock, ticker));
            PolicyGate policy = policy(settings, runtime);
            ReadAccess readOnly = runtime.closing(
                    "read-only database",
                    Database.openReadOnly(settings.database().scoring(), SCORING_READS, ticker, new Random()));
            ScoringModule scoring = runtime.closing(
                    "scoring",
                    new ScoringModule(
                            settings,
                            runtime,
                            database,
                            readOnly,
                            ReadReplica.orElse(replica, readOnly),
                            policy,
                            clock,
                            ticker));
            FailureModule failures = runtime.closing(
                    "failures",
                    new FailureModule(settings, runtime, database, readOnly, policy, scoring, clock, ticker));
            if (settings.alerts().alertmanager().isPresent()) {
                alerting.monitor(scoring);
            }
            HealthProbes.exposePools(runtime, database, readOnly);
            BatchClient batch = runtime.closing(
                    "batch", new BatchClient(settings.batch(), settings.access().bootstrapKey(), BATCH_TIMEOUT));
            ImportStaging staging = new ImportStaging(database, UuidCreator::getTimeOrderedEpoch);
            HealthProbes signs = HealthProbes.watch(
                    settings, runtime, () -> staging.freeBytes(Deadline.after(ticker, TIMEOUT)), feedback::circuits);
            StatsQueries counts = new StatsQueries(lists);
            EventHub hub = new EventHub(
                    new ChangeQueries(database), new StatsEvents(counts, ticker), topics.current(), ticker);
            runtime.every(EventHub.EVERY, "events", hub::poll);
            List<Routes> modules = new ArrayList<>(scoring.routes());
            modules.addAll(failures.routes());
            modules.addAll(List.of(
                    feedback.routes(),
                    imports(settings, database, staging, signs.disk(), ticker),
                    new BatchRoutes(batch),
                    new DataRequestRoutes(
                            new DataRequests(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom()), ticker),
                    new TextRetentionRoutes(
                            new TextRetentionStore(database),
                            new TextRetentionPreview(database, ticker),
                            clock,
                            ticker),
                    topics.routes(),
                    alerting.channels(),
                    alerting.routing(topics.current()),
                    SampleDataRoutes.of(
                            database, feedback.heuristic(), scoring, UuidCreator::getTimeOrderedEpoch, clock, ticker),
                    new ReconcileRoutes(
                            new HealingRequests(database, UuidCreator::getTimeOrderedEpoch),
                            () -> !feedback.circuits().isEmpty(),
                            ticker),
                    new StatsRoutes(
                            counts,
                            new StatsRoutes.Live(
                                    feedback.meters()::latency,
                                    feedback::providers,
                                    topics.current()::list,
                                    feedback::flush),
                            ticker)));
            modules.addAll(new TriageModule(database, queries, topics.current(), clock, ticker)
                    .routes(feedback.heuristic(), alerts));
            modules.addAll(new OverviewModule(database, lists, topics.current(), clock, ticker)
                    .routes(
                            alerting.outbox(),
                            feedback::providers,
                            () -> signs.local(scoring.mapped().mapping().mistake())));
            modules.addAll(List.of(
                    new EventRoutes(hub),
                    new SessionRoutes(runtime.sessions(), runtime.wrongKeys(), automaticKey(settings)),
                    new DashboardRoutes(),
                    new DocumentationRoutes(Documentation.of(version()))));
            HttpServer server = runtime.serve(modules, scoring.models()::loaded, signs::impairments);
            runtime.ending("events", hub);
            feedback.warmUp();
            warmUp(scoring, policy);
            WarmUp.run(settings.listen().address(), server.port());
            runtime.warmedUp();
            LOG.atInfo()
                    .addKeyValue("version", version())
                    .addKeyValue("host", settings.listen().host())
                    .addKeyValue("port", server.port())
                    .addKeyValue("settings", settings)
                    .log("started");
            return new Application(runtime, server);
        } catch (IOException | RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** One that does not answer and one whose schema is another are told apart. */
    private static boolean isCurrent(Database database, Deadline deadline) throws DatabaseUnavailableException {
        if (!database.answers(deadline)) {
            throw new DatabaseUnavailableException("the database does not answer");
        }
        return Migrations.areApplied(database, deadline);
    }

    /** Begins to look how far behind the replica is, when there is one. */
    private static Optional<ReadReplica> replica(
            OnlineSettings settings, ApiRuntime runtime, Database database, Ticker ticker) {
        return settings.database().replica().map(address -> {
            ReadReplica replica = runtime.closing(
                    "replica",
                    new ReadReplica(
                            Database.openReplica(address, REPLICA_READS, ticker, new Random()), database, ticker));
            runtime.every(ReadReplica.EVERY, "replica", replica::measure);
            runtime.telemetry()
                    .gauge(
                            "aegis.db.replica.lag",
                            "Seconds by which the replica is behind; NaN while it is not asked",
                            List.of(),
                            () -> replica.lag().map(lag -> lag.toMillis() / 1e3).orElse(Double.NaN));
            return replica;
        });
    }

    /** Before the inbox, whose {@code /feedback/{id}} would take its paths. */
    private static ImportRoutes imports(
            OnlineSettings settings, Database database, ImportStaging staging, DiskWatch disk, Ticker ticker) {
        return new ImportRoutes(
                staging,
                new ImportQueries(database),
                new ImportIds(settings.access().bootstrapKey(), UuidCreator::getTimeOrderedEpoch),
                disk::full,
                ticker);
    }

    private static void warmUp(ScoringModule scoring, PolicyGate policy) throws IOException {
        try {
            scoring.warmUp();
            policy.warmUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while starting");
        }
    }

    /** Who decides what may be recommended. */
    private static PolicyGate policy(OnlineSettings settings, ApiRuntime runtime) {
        PolicyGate policy = runtime.closing(
                "policy", PolicyGate.open(settings.policy(), runtime.telemetry().registry(), Ticker.system()));
        runtime.every(POLICY_EVERY, "policy", policy::refresh);
        return policy;
    }

    /** Opens the dashboard by itself: only this machine can reach it, and everybody on it knows the key. */
    private static Optional<Secret> automaticKey(OnlineSettings settings) {
        return Optional.of(settings.access().bootstrapKey())
                .filter(any -> settings.access().defaultKey()
                        && settings.listen().address().isLoopbackAddress());
    }

    private static String version() {
        return Optional.ofNullable(Application.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** What it serves, as {@code METHOD /template}. */
    List<String> served() {
        return runtime.served();
    }

    /** The port that it listens on. */
    int port() {
        return server.port();
    }

    /** Stops serving and closes everything. A second call does nothing. */
    @Override
    public void close() {
        runtime.close();
        LOG.info("stopped");
    }
}
