package io.aegis.online.http;

import io.aegis.deadline.Ticker;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Gatekeeper;
import io.aegis.online.telemetry.HttpMeters;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.DirectHandler;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The door between Helidon and the product: routes get an {@link Exchange} and give an {@link Answer}, and all that HTTP
 * wants besides (ids, limits, keys, methods, media types, errors) is done here, once.
 */
public final class Door {

    private final Gatekeeper gatekeeper;
    private final BodyReader bodies;
    private final Entrance entrance;
    private final ErrorMapping errors;

    /**
     * A door.
     *
     * @param gatekeeper knows who may pass
     * @param overload how many may be inside
     * @param bodies reads what they bring
     * @param meters count them
     * @param ticker measures how long they take
     * @param freshIds makes ids for those without one
     */
    public Door(
            Gatekeeper gatekeeper,
            Overload overload,
            BodyReader bodies,
            HttpMeters meters,
            Ticker ticker,
            Supplier<String> freshIds) {
        RequestIds ids = new RequestIds(freshIds);
        this.gatekeeper = gatekeeper;
        this.bodies = bodies;
        this.entrance = new Entrance(ids, gatekeeper, overload, bodies, meters, ticker);
        this.errors = new ErrorMapping(ids);
    }

    /** Puts the door and the routes behind it into a server's routing. */
    public void install(HttpRouting.Builder routing, RouteTable table) {
        routing.addFilter(entrance);
        routing.error(Throwable.class, errors);
        List<Route> routes = table.routes();
        for (Route route : routes) {
            routing.route(
                    Method.create(route.method()),
                    route.template(),
                    (request, response) -> serve(route, request, response));
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

    private void serve(Route route, ServerRequest request, ServerResponse response) throws Exception {
        Arrival arrival = Arrival.of(request);
        arrival.took(route.template());
        gatekeeper.admit(route.access(), arrival.caller());
        if (!request.headers().isAccepted(MediaTypes.create(route.produces()))) {
            throw Refusal.notAcceptable(route.produces());
        }
        Answer answer = route.endpoint().answer(new Exchange(request, arrival, bodies));
        if (answer.body() instanceof Answer.Body.Live(Answer.Writer writer)) {
            Answer.Writer patient = out -> writer.writeTo(bodies.patient(out));
            answer = new Answer(answer.status(), answer.headers(), new Answer.Body.Live(patient));
        }
        AnswerSender.send(request, response, answer, arrival.requestId());
    }

    /** Where no route took a request: another method may, or none. */
    private static void elsewhere(List<Template> templates, ServerRequest request, ServerResponse response) {
        List<Template> here =
                templates.stream().filter(each -> each.matches(request)).toList();
        if (here.isEmpty()) {
            throw Refusal.notFound("There is nothing at this path.");
        }
        Arrival arrival = Arrival.of(request);
        arrival.took(here.getFirst().route().template());
        Set<String> allowed = new TreeSet<>(Set.of("OPTIONS"));
        here.forEach(each -> allowed.add(each.route().method()));
        if (!request.prologue().method().equals(Method.OPTIONS)) {
            throw Refusal.methodNotAllowed(allowed);
        }
        Answer options = Answer.empty(204).with("Allow", String.join(", ", allowed));
        AnswerSender.send(request, response, options, arrival.requestId());
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
