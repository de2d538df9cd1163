package io.aegis.online.http;

import io.aegis.db.keys.Caller;
import io.aegis.deadline.Ticker;
import io.aegis.online.telemetry.HttpMeters;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;

/** What the door knows of a request, kept in its context. Used by the request's own thread only. */
final class Arrival {

    private final String requestId;
    private final Optional<Caller> caller;
    private final Ticker ticker;
    private final long arrived;
    private String route = HttpMeters.NO_ROUTE;

    Arrival(String requestId, Optional<Caller> caller, Ticker ticker) {
        this.requestId = requestId;
        this.caller = caller;
        this.ticker = ticker;
        this.arrived = ticker.nanos();
    }

    /** The arrival that the door put into a request's context. */
    static Arrival of(ServerRequest request) {
        return request.context()
                .get(Arrival.class)
                .orElseThrow(() -> new IllegalStateException("a request that did not come through the door"));
    }

    String requestId() {
        return requestId;
    }

    Optional<Caller> caller() {
        return caller;
    }

    Duration elapsed() {
        return Duration.ofNanos(ticker.nanos() - arrived);
    }

    /** The template of the route that took the request. */
    String route() {
        return route;
    }

    void took(String template) {
        this.route = template;
    }
}
