/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.AllowedOrigins;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.PathForm;
import io.aegis.access.QueryEncoding;
import io.aegis.access.RequestIds;
import io.aegis.access.RequestLimits;
import io.aegis.access.SentKeys;
import io.aegis.db.keys.Caller;
import io.aegis.deadline.Ticker;
import io.aegis.online.security.Authenticator;
import io.aegis.online.security.Credentials;
import io.aegis.online.security.ProxyUsers;
import io.aegis.online.telemetry.HttpMeters;
import io.aegis.problem.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The request filter, which every request passes first and last: it gets its id, is counted, is turned away when there are too many, and
 * leaves a line in the log without anything that a customer wrote.
 */
final class RequestFilter implements Filter {

    private static final Logger ACCESS = LoggerFactory.getLogger("io.aegis.online.access");
    private static final HeaderName API_KEY = HeaderNames.create(SentKeys.HEADER);
    private static final HeaderName MARK = HeaderNames.create(Credentials.MARK);
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName FORWARDED_HOST = HeaderNames.create("X-Forwarded-Host");
    private static final HeaderName FORWARDED_USER = HeaderNames.create("X-Forwarded-User");
    private static final HeaderName FORWARDED_GROUPS = HeaderNames.create("X-Forwarded-Groups");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

    /** Never sent: what logs and meters show when a client went away before the answer. */
    private static final int CLIENT_GONE = 499;

    private static final int FIRST_ERROR = 400;
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final RequestIds ids;
    private final Authenticator authenticator;
    private final Overload overload;
    private final BodyReader bodies;
    private final Admission admission;
    private final HttpMeters meters;
    private final Ticker ticker;

    RequestFilter(
            RequestIds ids,
            Authenticator authenticator,
            Overload overload,
            BodyReader bodies,
            Admission admission,
            HttpMeters meters,
            Ticker ticker) {
        this.ids = ids;
        this.authenticator = authenticator;
        this.overload = overload;
        this.bodies = bodies;
        this.admission = admission;
        this.meters = meters;
        this.ticker = ticker;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        ServerRequestHeaders headers = request.headers();
        InetAddress peer = peer(request);
        Credentials credentials = credentials(request);
        ProxyUsers.Named named = named(headers);
        List<String> host = headers.all(HeaderNames.HOST, List::of);
        RequestContext context = new RequestContext(
                ids.of(headers.first(ResponseSender.REQUEST_ID)),
                credentials,
                () -> authenticator.identify(credentials, peer, named),
                authenticator.proxies().client(peer, headers.all(HeaderNames.X_FORWARDED_FOR, List::of)),
                authenticator.secure(peer, headers.all(FORWARDED_PROTO, List::of)),
                admission,
                ticker);
        MDC.put(RequestIds.LOG_KEY, context.requestId());
        meters.arrived();
        boolean draining = overload.draining();
        if (draining) {
            // Who comes back on this connection would find it closed.
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        try {
            AllowedOrigins.Page page = page(headers, peer, host);
            boolean probe = RequestLimits.PROBES.contains(request.path().rawPath());
            // Before anything that depends on whether the key is right. Of a probe that only reads nothing does.
            Optional<ProblemException> guessed = probe && credentials.safe()
                    ? Optional.empty()
                    : authenticator.guessed(context.caller(), credentials, context.client());
            guessed.ifPresent(_ -> meters.shed("rate"));
            Optional<ProblemException> turnedAway = guessed.or(
                            () -> authenticator.turnAway(context.caller(), credentials, peer, host, page))
                    .or(() -> authenticator.unreadableName(credentials, peer, named));
            authenticator
                    .crossSite()
                    .origins()
                    .listed(page)
                    .ifPresent(origin -> CrossOrigin.allow(request, response, origin));
            if (turnedAway.isPresent()) {
                refuse(request, response, context, turnedAway.get());
            } else if (probe) {
                // Probes and meters are answered whatever the load: they are how operators see it.
                context.during(chain::proceed);
            } else {
                letIn(chain, request, response, context);
            }
            bodies.discardRest(request, draining);
        } finally {
            context.leave();
            leave(request, response, context);
            MDC.remove(RequestIds.LOG_KEY);
        }
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            // Helidon says so to the client and then reads on, taking the rest of a refused body for the next request.
            throw new CloseConnectionException("as announced");
        }
    }

    /** The page that sent a request, as its browser tells. Behind a proxy the name that was called is the proxy's. */
    private AllowedOrigins.Page page(ServerRequestHeaders headers, InetAddress peer, List<String> host) {
        List<String> forwarded =
                authenticator.proxies().trusts(peer) ? headers.all(FORWARDED_HOST, List::of) : List.of();
        List<String> called = forwarded.isEmpty() ? host : forwarded;
        return new AllowedOrigins.Page(
                headers.all(HeaderNames.ORIGIN, List::of),
                headers.all(FETCH_SITE, List::of),
                called.isEmpty() ? "" : called.getLast().strip());
    }

    private void letIn(FilterChain chain, RoutingRequest request, RoutingResponse response, RequestContext context) {
        Optional<ProblemException> unsure = PathForm.refused(request.path().rawPath());
        if (unsure.isPresent()) {
            refuse(request, response, context, unsure.get());
            return;
        }
        Optional<ProblemException> tooMany = authenticator.count(context.caller(), context.client());
        if (tooMany.isPresent()) {
            meters.shed("rate");
            refuse(request, response, context, tooMany.get());
            return;
        }
        Optional<ProblemException> unreadable =
                QueryEncoding.refused(request.query().rawValue());
        if (unreadable.isPresent()) {
            refuse(request, response, context, unreadable.get());
            return;
        }
        Optional<ProblemException> full = overload.enter();
        if (full.isPresent()) {
            meters.shed(overload.draining() ? "draining" : "overload");
            refuse(request, response, context, full.get());
            return;
        }
        context.inside(overload::leave);
        try {
            context.during(chain::proceed);
        } finally {
            context.leave();
        }
    }

    private ProxyUsers.Named named(ServerRequestHeaders headers) {
        return authenticator.users().listen()
                ? new ProxyUsers.Named(headers.all(FORWARDED_USER, List::of), headers.all(FORWARDED_GROUPS, List::of))
                : ProxyUsers.Named.NOBODY;
    }

    /** The one place that reads a request's keys and cookies. */
    private static Credentials credentials(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        return new Credentials(
                SentKeys.of(headers.all(API_KEY, List::of), headers.all(HeaderNames.AUTHORIZATION, List::of)),
                headers.all(HeaderNames.COOKIE, List::of),
                CrossSiteFilter.isSafe(request.prologue().method().text()),
                headers.contains(MARK));
    }

    private static InetAddress peer(RoutingRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static void refuse(
            RoutingRequest request, RoutingResponse response, RequestContext context, ProblemException problem) {
        Response answer = ProblemRenderer.answer(problem, request.path().rawPath(), context.requestId());
        ResponseSender.send(request, response, answer, context.requestId());
    }

    private void leave(RoutingRequest request, RoutingResponse response, RequestContext context) {
        String method = request.prologue().method().text();
        int status = response.isSent() ? response.status().code() : CLIENT_GONE;
        Duration took = context.took();
        meters.answered(context.route(), method, status, took);
        // At thousands of requests a second lines about what went well only fill the disk: the meters count them.
        boolean remarkable = status >= FIRST_ERROR || took.compareTo(SLOW) > 0;
        if (!remarkable && !ACCESS.isDebugEnabled()) {
            return;
        }
        (remarkable ? ACCESS.atInfo() : ACCESS.atDebug())
                .addKeyValue("method", method)
                .addKeyValue("route", context.route())
                .addKeyValue("status", status)
                .addKeyValue("ms", took.toNanos() / 1_000_000.0)
                .addKeyValue("caller", context.caller().map(Caller::id).orElse("-"))
                .log("request");
    }
}
