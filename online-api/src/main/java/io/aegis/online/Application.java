/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.Database;
import io.aegis.db.Migrations;
import io.aegis.db.PoolLoad;
import io.aegis.db.PoolSizes;
import io.aegis.db.ReadAccess;
import io.aegis.db.changes.ChangeQueries;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.SessionStore;
import io.aegis.db.keys.StoredKey;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.db.overview.OperationsQueries;
import io.aegis.db.overview.TrendQueries;
import io.aegis.db.replica.ReadReplica;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.db.stats.StatsQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.ReconcileRoutes;
import io.aegis.online.admin.StatsRoutes;
import io.aegis.online.alerts.Alerting;
import io.aegis.online.alerts.Channel;
import io.aegis.online.alerts.Channels;
import io.aegis.online.batch.BatchClient;
import io.aegis.online.batch.BatchRoutes;
import io.aegis.online.batch.BatchWatch;
import io.aegis.online.events.EventHub;
import io.aegis.online.events.EventRoutes;
import io.aegis.online.events.StatsEvents;
import io.aegis.online.feedback.FeedbackInbox;
import io.aegis.online.feedback.FeedbackModule;
import io.aegis.online.health.DiskWatch;
import io.aegis.online.health.MemoryDeaths;
import io.aegis.online.http.Routes;
import io.aegis.online.imports.ImportIds;
import io.aegis.online.imports.ImportRoutes;
import io.aegis.online.overview.LocalSigns;
import io.aegis.online.overview.OverviewRoutes;
import io.aegis.online.policy.PolicyGate;
import io.aegis.online.reviews.ReviewRoutes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.HttpServer;
import io.aegis.online.runtime.WarmUp;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.alerting.DashboardPages;
import io.aegis.online.scoring.alerting.MonitoringAlerts;
import io.aegis.online.scoring.failure.FailureModule;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.telemetry.OutboxMeters;
import io.aegis.online.web.DashboardRoutes;
import io.aegis.online.web.Documentation;
import io.aegis.online.web.DocumentationRoutes;
import io.aegis.online.web.SessionRoutes;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running online API: the graph of its objects, built by hand. */
final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(20);

    private static final int SCORING_READS = 4;

    private static final int REPLICA_READS = 8;

    private static final Duration POLICY_EVERY = Duration.ofSeconds(2);

    private static final Duration OUTBOX_EVERY = Duration.ofSeconds(5);

    /** With waits that double up to a quarter of an hour, two days. */
    private static final int ALERT_ATTEMPTS = 200;

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
            Alerts alerts = alerts(settings, runtime, database);
            FeedbackModule feedback =
                    runtime.closing("feedback", new FeedbackModule(settings, runtime, database, alerts, clock, ticker));
            PolicyGate policy = policy(settings, runtime);
            ReadAccess readOnly = runtime.closing(
                    "read-only database",
                    Database.openReadOnly(settings.database().scoring(), SCORING_READS, ticker, new Random()));
            Optional<ReadReplica> replica = replica(settings, runtime, database, ticker);
            ReadAccess lists = ReadReplica.orElse(replica, database);
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
                monitoring(settings, runtime, database, scoring, clock, ticker);
            }
            watch(runtime, database, readOnly);
            BatchClient batch = runtime.closing(
                    "batch", new BatchClient(settings.batch(), settings.access().bootstrapKey(), BATCH_TIMEOUT));
            BatchWatch batchWatch = batchWatch(settings, runtime);
            ImportStaging staging = new ImportStaging(database, UuidCreator::getTimeOrderedEpoch);
            DiskWatch disk = new DiskWatch(
                    () -> staging.freeBytes(Deadline.after(ticker, TIMEOUT)),
                    settings.database().leastFreeBytes());
            runtime.watch(disk);
            MemoryDeaths deaths = memoryDeaths(settings, runtime);
            StatsQueries counts = new StatsQueries(lists);
            EventHub hub = new EventHub(new ChangeQueries(database), new StatsEvents(counts, ticker), ticker);
            runtime.every(EventHub.EVERY, "events", hub::poll);
            List<Routes> modules = new ArrayList<>(scoring.routes());
            modules.addAll(failures.routes());
            modules.addAll(List.of(
                    feedback.routes(),
                    imports(settings, database, staging, ticker),
                    new BatchRoutes(batch),
                    new FeedbackInbox(
                            new FeedbackQueries(database, lists), new FeedbackTriage(database, clock), ticker),
                    new ReviewRoutes(
                            new ReviewQueries(database),
                            new ReviewStore(database, alerts, UuidCreator::getTimeOrderedEpoch, clock),
                            feedback.heuristic(),
                            ticker),
                    new ReconcileRoutes(new HealingRequests(database, UuidCreator::getTimeOrderedEpoch), ticker),
                    new StatsRoutes(
                            counts,
                            new StatsRoutes.Live(feedback.meters()::latency, feedback::providers, feedback::flush),
                            ticker)));
            modules.add(new OverviewRoutes(
                    new TrendQueries(lists),
                    new OperationsQueries(database),
                    new OutboxStore(database, ALERT_ATTEMPTS),
                    feedback::providers,
                    () -> new LocalSigns(
                            batchWatch.away(),
                            disk.full(),
                            disk.freeBytes(),
                            deaths.noted(),
                            scoring.mapped().mapping().mistake()),
                    clock,
                    ticker));
            modules.addAll(List.of(
                    new EventRoutes(hub),
                    new SessionRoutes(runtime.sessions(), automaticKey(settings)),
                    new DashboardRoutes(),
                    new DocumentationRoutes(Documentation.of(version()))));
            HttpServer server =
                    runtime.serve(modules, scoring.models()::loaded, () -> impairments(batchWatch, disk, feedback));
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

    /** What is wrong although most requests do not suffer from it. */
    private static List<String> impairments(BatchWatch batch, DiskWatch disk, FeedbackModule feedback) {
        List<String> all = new ArrayList<>();
        if (batch.away()) {
            all.add("batch");
        }
        if (disk.full()) {
            all.add("disk");
        }
        if (feedback.circuits().values().stream().anyMatch(circuit -> circuit.state() == CircuitSnapshot.State.OPEN)) {
            all.add("llm");
        }
        return all;
    }

    /** Begins to look whether an application has died for want of memory. */
    private static MemoryDeaths memoryDeaths(OnlineSettings settings, ApiRuntime runtime) {
        MemoryDeaths deaths = new MemoryDeaths(settings.dataDirectory());
        runtime.every(MemoryDeaths.EVERY, "memory-deaths", deaths::look);
        for (String application : MemoryDeaths.APPLICATIONS) {
            runtime.telemetry()
                    .gauge(
                            "aegis.process.memory.deaths",
                            "How often the application has died for want of memory",
                            List.of(Tag.of("application", application)),
                            () -> Optional.ofNullable(deaths.noted().get(application))
                                    .map(MemoryDeaths.Noted::times)
                                    .orElse(0));
        }
        return deaths;
    }

    /** Begins to look whether the batch application is there. */
    private static BatchWatch batchWatch(OnlineSettings settings, ApiRuntime runtime) {
        BatchWatch watch = runtime.closing("batch watch", new BatchWatch(settings.batch()));
        runtime.every(BatchWatch.EVERY, "batch-watch", watch::look);
        runtime.telemetry()
                .gauge(
                        "aegis.batch.up",
                        "Whether the batch application answers",
                        List.of(),
                        () -> watch.away() ? 0 : 1);
        return watch;
    }

    /** Before the inbox, whose {@code /feedback/{id}} would take its paths. */
    private static ImportRoutes imports(
            OnlineSettings settings, Database database, ImportStaging staging, Ticker ticker) {
        return new ImportRoutes(
                staging,
                new ImportQueries(database),
                new ImportIds(settings.access().bootstrapKey(), UuidCreator::getTimeOrderedEpoch),
                ticker);
    }

    /** Starts to deliver alerts; gives what feedback is to be told to. */
    private static Alerts alerts(OnlineSettings settings, ApiRuntime runtime, Database database) {
        Ticker ticker = Ticker.system();
        OutboxStore outbox = new OutboxStore(database, ALERT_ATTEMPTS);
        List<Channel> channels = Channels.of(settings.alerts());
        Alerting alerting = runtime.closing(
                "alerts", new Alerting(outbox, channels, settings.alerts().allowPrivate(), Clock.systemUTC(), ticker));
        runtime.every(Alerting.EVERY, "alerts", alerting::deliver);
        OutboxMeters meters =
                new OutboxMeters(runtime.telemetry(), () -> outbox.depth(Deadline.after(ticker, TIMEOUT)));
        runtime.every(OUTBOX_EVERY, "outbox-depth", meters::refresh);
        return new Alerts(Channels.forFeedback(channels), UuidCreator::getTimeOrderedEpoch);
    }

    private static void warmUp(ScoringModule scoring, PolicyGate policy) throws IOException {
        try {
            scoring.warmUp();
            policy.rehearse();
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

    /** Tells an Alertmanager what is found. */
    private static void monitoring(
            OnlineSettings settings,
            ApiRuntime runtime,
            Database database,
            ScoringModule scoring,
            Clock clock,
            Ticker ticker) {
        AlertStore outbox =
                new AlertStore(database, new Alerts(List.of(Alerts.ALERTMANAGER), UuidCreator::getTimeOrderedEpoch));
        MonitoringAlerts alerts = new MonitoringAlerts(
                causes -> outbox.add(MonitoringAlerts.EVENT, causes, Deadline.after(ticker, TIMEOUT)),
                settings.scoring().failureWindow(),
                settings.scoring().alertMaxAge(),
                new DashboardPages(settings.alerts().dashboard().orElseGet(() -> address(settings))),
                scoring.replicas()::shared,
                scoring.maintenance(),
                clock);
        scoring.predictions().listen(alerts::note);
        scoring.anomalies().listen(alerts::note);
        runtime.every(Alerting.EVERY, "monitoring-alerts", alerts::flush);
    }

    private static URI address(OnlineSettings settings) {
        return URI.create(
                "http://" + settings.listen().host() + ":" + settings.listen().port() + "/");
    }

    private static void watch(ApiRuntime runtime, Database database, ReadAccess readOnly) {
        Map<String, Supplier<PoolLoad>> pools =
                Map.of("reads", database::reads, "transactions", database::transactions, "scoring", readOnly::reads);
        pools.forEach((name, load) -> {
            List<Tag> pool = List.of(Tag.of("pool", name));
            runtime.telemetry()
                    .gauge(
                            "aegis.db.busy",
                            "Work that has a connection",
                            pool,
                            () -> load.get().busy());
            runtime.telemetry()
                    .gauge(
                            "aegis.db.waiting",
                            "Work that waits for a connection",
                            pool,
                            () -> load.get().waiting());
        });
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
