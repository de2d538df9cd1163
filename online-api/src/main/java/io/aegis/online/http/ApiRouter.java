/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.RequestIds;
import io.aegis.deadline.Ticker;
import io.aegis.online.security.Authenticator;
import io.aegis.online.telemetry.HttpMeters;
import io.aegis.problem.ProblemException;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.DirectHandler;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The router between Helidon and the product: routes get a {@link Request} and give a {@link Response}, and all that HTTP
 * wants besides (ids, limits, keys, methods, media types, errors) is done here, once.
 */
public final class ApiRouter {

    private final Authenticator authenticator;
    private final BodyReader bodies;
    private final RequestFilter requestFilter;
    private final ErrorMapping errors;

    /**
     * A router.
     *
     * @param authenticator knows who may pass
     * @param overload how many may be inside
     * @param bodies reads what they bring
     * @param admission how much they may hold together
     * @param meters count them
     * @param ticker measures how long they take
     * @param freshIds makes ids for those without one
     */
    public ApiRouter(
            Authenticator authenticator,
            Overload overload,
            BodyReader bodies,
            Admission admission,
            HttpMeters meters,
            Ticker ticker,
            Supplier<String> freshIds) {
        RequestIds ids = new RequestIds(freshIds);
        this.authenticator = authenticator;
        this.bodies = bodies;
        this.requestFilter = new RequestFilter(ids, authenticator, overload, bodies, admission, meters, ticker);
        this.errors = new ErrorMapping(ids);
    }

    /** Installs the request filter and the routes into a server's routing. */
    public void install(HttpRouting.Builder routing, RouteTable table) {
        routing.addFilter(requestFilter);
        routing.error(Throwable.class, errors);
        // A path without parameters is itself and nothing else, and told from others without a pattern.
        List<Route> routes = table.routes().stream()
                .sorted(Comparator.comparing(Route::hasParameters))
                .toList();
        for (Route route : routes) {
            MediaType produced = withoutParameters(route.produces());
            routing.route(
                    Method.create(route.method()),
                    route.template(),
                    (request, response) -> serve(route, produced, request, response));
        }
        List<Template> templates = routes.stream().map(Template::of).toList();
        routing.any((request, response) -> elsewhere(templates, request, response));
    }

    /** What the server answers by itself, in the product's shape. */
    public DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, errors);
        }
        return handlers.build();
    }

    /** What an Accept header is held against: its ranges name types, whatever parameters an answer's type has. */
    private static MediaType withoutParameters(String type) {
        int end = type.indexOf(';');
        return MediaTypes.create(end < 0 ? type : type.substring(0, end).strip());
    }

    private void serve(Route route, MediaType produced, ServerRequest request, ServerResponse response)
            throws Exception {
        RequestContext context = RequestContext.required();
        context.took(route.template());
        authenticator.admit(route.access(), context.caller(), context.credentials());
        if (!route.produces().equals(Route.AS_SENT) && !request.headers().isAccepted(produced)) {
            throw ProblemException.notAcceptable(route.produces());
        }
        Response answer = route.endpoint().answer(new Request(request, context, bodies));
        if (answer.body() instanceof Response.Body.Live(Response.Writer writer)) {
            Response.Writer patient = out -> writer.writeTo(bodies.patient(out));
            answer = new Response(answer.status(), answer.headers(), new Response.Body.Live(patient));
        }
        ResponseSender.send(request, response, answer, context.requestId());
    }

    /** Where no route took a request: another method may, or none. */
    private static void elsewhere(List<Template> templates, ServerRequest request, ServerResponse response) {
        List<Template> here =
                templates.stream().filter(each -> each.matches(request)).toList();
        if (here.isEmpty()) {
            throw ProblemException.notFound("There is nothing at this path.");
        }
        RequestContext context = RequestContext.required();
        context.took(here.getFirst().route().template());
        Set<String> allowed = new TreeSet<>(Set.of("OPTIONS"));
        here.forEach(each -> allowed.add(each.route().method()));
        if (!request.prologue().method().equals(Method.OPTIONS)) {
            throw ProblemException.methodNotAllowed(allowed);
        }
        Response options = Response.empty(204).with("Allow", String.join(", ", allowed));
        ResponseSender.send(request, response, options, context.requestId());
    }

    private record Template(PathMatcher matcher, Route route) {

        static Template of(Route route) {
            return new Template(PathMatchers.create(route.template()), route);
        }

        boolean matches(ServerRequest request) {
            return matcher.match(request.prologue().uriPath()).accepted();
        }
    }
}
