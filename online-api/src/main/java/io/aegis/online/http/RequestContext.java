/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.db.keys.Caller;
import io.aegis.deadline.Ticker;
import io.aegis.online.security.Credentials;
import io.aegis.online.telemetry.HttpMeters;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The context of a request: its id, caller, route and times. Used by the request's own thread only. */
final class RequestContext {

    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    private final String requestId;
    private final Credentials credentials;
    private final Supplier<Optional<Caller>> identity;
    private final Optional<Caller> caller;
    private final Ticker ticker;
    private final long arrived;
    private final Admission admission;
    private long weight;
    private final InetAddress client;
    private final boolean secure;
    private String route = HttpMeters.NO_ROUTE;
    private Runnable leaving = () -> {};
    private Optional<Duration> answeredAfter = Optional.empty();

    /**
     * A request that has just arrived.
     *
     * @param credentials what it brought to say who sends it
     * @param identity tells who sent it, as often as it is asked
     * @param client where it came from
     * @param secure whether it came over TLS to a trusted proxy
     * @param admission bounds what it may weigh
     */
    RequestContext(
            String requestId,
            Credentials credentials,
            Supplier<Optional<Caller>> identity,
            InetAddress client,
            boolean secure,
            Admission admission,
            Ticker ticker) {
        this.admission = admission;
        this.requestId = requestId;
        this.credentials = credentials;
        this.identity = identity;
        this.caller = identity.get();
        this.client = client;
        this.secure = secure;
        this.ticker = ticker;
        this.arrived = ticker.nanos();
    }

    /** The context of the request that this thread answers; none unless it is inside the request filter. */
    static Optional<RequestContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The same, where a request cannot be but inside the request filter. */
    static RequestContext required() {
        return CURRENT.get();
    }

    /** Answers the request. */
    void during(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    String requestId() {
        return requestId;
    }

    /** What it brought to say who sends it. */
    Credentials credentials() {
        return credentials;
    }

    Optional<Caller> caller() {
        return caller;
    }

    /** Who would be taken for its sender now: keys are revoked, sessions end. */
    Optional<Caller> callerNow() {
        return identity.get();
    }

    /** Where it came from, before any trusted proxies. */
    InetAddress client() {
        return client;
    }

    boolean secure() {
        return secure;
    }

    /** Notes the place that the request takes up among the others. */
    void inside(Runnable leaving) {
        this.leaving = leaving;
    }

    /**
     * Notes that the request may come to hold so many bytes more, until it leaves.
     *
     * @throws io.aegis.problem.ProblemException 503 when there is no room for them, 413 when there never is
     */
    void weigh(long bytes) {
        admission.take(bytes, weight);
        weight += bytes;
    }

    /** Reads something that is in memory, as {@link Admission#read} lets it. */
    <T> T read(int size, Supplier<T> reading) {
        return admission.read(size, reading);
    }

    /** Gives the place and the room back. A second call does nothing. */
    void leave() {
        admission.giveBack(weight);
        weight = 0;
        leaving.run();
        leaving = () -> {};
    }

    /** From now on it only listens: it is no work any more, and counts as answered. */
    void listens() {
        answeredAfter = Optional.of(elapsed());
        leave();
    }

    /** How long the answer took. For one who listens, until it began. */
    Duration took() {
        return answeredAfter.orElseGet(this::elapsed);
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
