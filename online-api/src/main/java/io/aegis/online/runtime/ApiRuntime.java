/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.WrongKeyLimit;
import io.aegis.connection.ArrivalProbe;
import io.aegis.connection.ConnectionLimit;
import io.aegis.connection.Connections;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.KeySource;
import io.aegis.db.keys.SessionSource;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Uptime;
import io.aegis.deadline.Watchdog;
import io.aegis.online.health.DatabaseCheck;
import io.aegis.online.health.DatabaseProbe;
import io.aegis.online.health.DiskWatch;
import io.aegis.online.health.HealthRoutes;
import io.aegis.online.health.MetricsRoutes;
import io.aegis.online.health.ProcessHealth;
import io.aegis.online.http.Admission;
import io.aegis.online.http.ApiRouter;
import io.aegis.online.http.BodyReader;
import io.aegis.online.http.Overload;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Authenticator;
import io.aegis.online.security.Authorizer;
import io.aegis.online.security.ProxyUsers;
import io.aegis.online.security.RateLimit;
import io.aegis.online.security.SessionTokens;
import io.aegis.online.security.Sessions;
import io.aegis.online.security.TrustedProxies;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.telemetry.HttpMeters;
import io.aegis.online.telemetry.Telemetry;
import io.aegis.recurring.RecurringTasks;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything around the modules of the API: keys, limits, health, meters, recurring tasks, and the server. The same for
 * the whole application and for tests of a single module.
 */
public final class ApiRuntime implements AutoCloseable {

    /** Requests worked on at once; more would only share the same two or three cores and one connection pool. */
    private static final int MAX_INSIDE = 1024;

    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BODIES_EVERY = BODY_TIMEOUT.dividedBy(100);
    private static final Duration KEYS_EVERY = Duration.ofSeconds(1);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration PROBE_EVERY = Duration.ofMillis(500);

    /** What is older is no longer known: a database that hangs shows within two seconds. */
    private static final Duration PROBE_GOOD_FOR = Duration.ofMillis(1_900);

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration TASKS_END_WITHIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ApiRuntime.class);

    private final OnlineSettings settings;
    private final Ticker ticker;
    private final Clock clock;
    private final Shutdown shutdown = new Shutdown();
    private final Shutdown serving = new Shutdown();
    private final Telemetry telemetry;
    private final RecurringTasks backgroundTasks;
    private final KeyRing keys;
    private final Sessions sessions;
    private final WrongKeyLimit wrongKeys;
    private final DatabaseProbe database;
    private final HeapShares heap = HeapShares.ofThisProcess();
    private final Overload overload = new Overload(MAX_INSIDE);
    private final AtomicBoolean accepting = new AtomicBoolean(true);
    private final AtomicBoolean warm = new AtomicBoolean();
    private final RouteTable table = new RouteTable();
    private Optional<DiskWatch> disk = Optional.empty();
    private Optional<HttpServer> server = Optional.empty();

    /**
     * Builds the runtime; nothing runs yet but recurring tasks.
     *
     * @param settings checked
     * @param ticker monotonic time
     * @param clock wall time
     * @param keySource where keys are kept
     * @param sessionSource where sessions of browsers are kept
     * @param databaseCheck asks the database whether it is there
     */
    public ApiRuntime(
            OnlineSettings settings,
            Ticker ticker,
            Clock clock,
            KeySource keySource,
            SessionSource sessionSource,
            DatabaseCheck databaseCheck) {
        this.settings = settings;
        this.ticker = ticker;
        this.clock = clock;
        this.telemetry = shutdown.opened("telemetry", new Telemetry());
        this.keys = new KeyRing(StoredKey.bootstrap(settings.access().bootstrapKey()), keySource);
        SessionTokens tokens = new SessionTokens(settings.access().bootstrapKey(), new SecureRandom());
        this.wrongKeys = new WrongKeyLimit(ticker);
        this.sessions = new Sessions(sessionSource, keys, tokens, clock, ticker);
        this.database = new DatabaseProbe(databaseCheck, ticker, PROBE_GOOD_FOR);
        this.backgroundTasks = new RecurringTasks(
                TASKS_END_WITHIN,
                (task, cause) ->
                        LOG.atError().setCause(cause).addKeyValue("task", task).log("a recurring task failed"));
        backgroundTasks.every(KEYS_EVERY, "keys", keys::refresh);
        backgroundTasks.every(PROBE_EVERY, "database-probe", database::refresh);
    }

    /** What may be made of what is sent. */
    public HeapShares heap() {
        return heap;
    }

    /** Meters of the process. */
    public Telemetry telemetry() {
        return telemetry;
    }

    /** Browsers that are signed in. */
    public Sessions sessions() {
        return sessions;
    }

    /** How many wrong keys may come from an address, in requests and to sign in. */
    public WrongKeyLimit wrongKeys() {
        return wrongKeys;
    }

    /** Begins to look at the database's disk; what is served afterwards stores nothing while that is full. */
    public void watch(DiskWatch watch) {
        disk = Optional.of(watch);
        backgroundTasks.every(DiskWatch.EVERY, "disk", watch::look);
        telemetry.gauge(
                "aegis.db.disk.free",
                "Bytes left on the database's disk; NaN when they cannot be known",
                List.of(),
                () -> watch.freeBytes().isPresent() ? watch.freeBytes().getAsLong() : Double.NaN);
        telemetry.gauge(
                "aegis.db.disk.full",
                "1 while nothing is stored for want of room on the database's disk",
                List.of(),
                () -> watch.full() ? 1 : 0);
    }

    /** Remembers to close something before the server stops: what keeps answers going on. Call it after {@link #serve}. */
    public <T extends AutoCloseable> T ending(String name, T ending) {
        return serving.opened(name, ending);
    }

    /** Does something every {@code pause}, on a thread of its own, until the runtime closes. */
    public void every(Duration pause, String name, Runnable task) {
        backgroundTasks.every(pause, name, task::run);
    }

    /** Remembers to close something when the server has stopped, last opened first. */
    public <T extends AutoCloseable> T closing(String name, T closing) {
        return shutdown.opened(name, closing);
    }

    /** Says that the first requests will not be slower than the others; until then the process is not ready. */
    public void warmedUp() {
        warm.set(true);
    }

    /**
     * Starts to listen.
     *
     * @param modules what is served besides health and meters
     * @param modelsLoaded whether the models that are to be used are
     * @param impairments names of what is wrong although most requests do not suffer from it
     * @throws IOException when the address cannot be bound
     */
    public HttpServer serve(List<Routes> modules, BooleanSupplier modelsLoaded, Supplier<List<String>> impairments)
            throws IOException {
        new HealthRoutes(
                        new ProcessHealth(database, warm::get, overload::draining, modelsLoaded, impairments),
                        accepting::get,
                        clock,
                        Uptime.startingNow(ticker))
                .addTo(table);
        new MetricsRoutes(telemetry).addTo(table);
        modules.forEach(module -> module.addTo(table));
        disk.ifPresent(watch -> table.precede(watch::refuseWhenFull, DiskWatch.EXEMPT));
        ArrivalProbe arrivals = closing("arrival probe", ArrivalProbe.open(ticker));
        Connections connections = new Connections(
                ConnectionLimit.connections(heap.connections()), proxies()::trusts, ticker, arrivals::noticed);
        backgroundTasks.every(SWEEP_EVERY, "connections", () -> {
            connections.sweep();
            arrivals.send();
        });
        telemetry.gauge("aegis.http.connections", "Connections that are open", List.of(), connections::open);
        HttpServer started = serving.opened(
                "server",
                HttpServer.start(
                        settings.listen().address(),
                        settings.listen().port(),
                        router(),
                        table,
                        connections,
                        overload,
                        GRACE));
        backgroundTasks.every(SWEEP_EVERY, "listening", () -> {
            started.watch();
            accepting.set(started.accepting());
        });
        server = Optional.of(started);
        return started;
    }

    /** The server, once it was started. */
    HttpServer server() {
        return server.orElseThrow();
    }

    /** What is served, as {@link RouteTable#served} tells it. */
    public List<String> served() {
        return table.served();
    }

    private TrustedProxies proxies() {
        return TrustedProxies.of(settings.access().trustedProxies());
    }

    private ApiRouter router() {
        Authenticator authenticator = new Authenticator(
                keys,
                sessions,
                new Authorizer(settings.access().publicIntake()),
                new RateLimit(settings.access().ratePerSecond(), ticker),
                wrongKeys,
                proxies(),
                new ProxyUsers(proxies(), settings.access().proxyRoles()),
                new CrossSiteFilter(settings.access().hosts(), settings.access().origins()));
        Watchdog watchdog = serving.opened("watchdog", Watchdog.start("slow-bodies", ticker, BODIES_EVERY));
        ExecutorService bodyReaders = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("body-reader-", 0).factory());
        serving.opened("body readers", bodyReaders::shutdownNow);
        return new ApiRouter(
                authenticator,
                overload,
                new BodyReader(watchdog, BODY_TIMEOUT, ticker),
                new Admission(heap.requests(), bodyReaders),
                new HttpMeters(telemetry.registry()),
                ticker,
                () -> UuidCreator.getRandomBasedFast().toString());
    }

    /** Stops serving, then what recurs, then closes everything else, last opened first. */
    @Override
    public void close() {
        serving.close();
        backgroundTasks.close();
        shutdown.close();
    }
}
