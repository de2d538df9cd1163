/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the router tells of requests: {@code aegis_http_requests_seconds} by route, method and status,
 * {@code aegis_http_in_flight}, {@code aegis_http_shed_total} by reason. Labels take few values: routes are templates.
 */
public final class HttpMeters {

    /** The route of requests for which there is none. */
    public static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(400),
        Duration.ofMillis(450),
        Duration.ofMillis(500),
        Duration.ofMillis(750),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private static final List<String> REASONS = List.of("overload", "rate", "draining");

    private final MeterRegistry registry;
    private final AtomicInteger inFlight;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> shed = new ConcurrentHashMap<>();

    private record Series(String route, String method, int status) {}

    /** Registers the meters. */
    public HttpMeters(MeterRegistry registry) {
        this.registry = registry;
        this.inFlight = registry.gauge("aegis.http.in.flight", new AtomicInteger());
        // From zero on: an increase from nothing is none to Prometheus.
        REASONS.forEach(reason -> shed.put(reason, shedCounter(reason)));
    }

    /** Notes that a request arrived. */
    public void arrived() {
        inFlight.incrementAndGet();
    }

    /**
     * Notes that a request was answered.
     *
     * @param route its template, or {@link #NO_ROUTE}
     * @param method of HTTP
     * @param status of HTTP
     * @param took from its arrival to the last byte
     */
    public void answered(String route, String method, int status, Duration took) {
        inFlight.decrementAndGet();
        String known = METHODS.contains(method) ? method : "other";
        Series series = new Series(route, known, status);
        Timer timer = timers.get(series);
        // Looking first costs no lock that hundreds of answers at once would queue for.
        (timer == null ? timers.computeIfAbsent(series, this::timer) : timer).record(took);
    }

    /** Notes that a request was turned away for the sake of the others: {@code overload}, {@code rate}, {@code draining}. */
    public void shed(String reason) {
        shed.computeIfAbsent(reason, this::shedCounter).increment();
    }

    private Timer timer(Series series) {
        return Timer.builder("aegis.http.requests")
                .description("Time from a request's arrival to the last byte of its answer")
                .tag("route", series.route())
                .tag("method", series.method())
                .tag("status", Integer.toString(series.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter shedCounter(String reason) {
        return Counter.builder("aegis.http.shed")
                .description("Requests turned away for the sake of the others")
                .tag("reason", reason)
                .register(registry);
    }
}
