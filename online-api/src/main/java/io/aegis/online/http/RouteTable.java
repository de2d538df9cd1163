/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.security.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The routes of the API, in the order in which they are tried. Not thread-safe: it is filled while starting. */
public final class RouteTable {

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final List<Route> routes = new ArrayList<>();

    /** Reads something. The same route answers HEAD, without the body. */
    public RouteTable get(String template, Access access, Endpoint endpoint) {
        return get(template, access, Response.JSON, endpoint);
    }

    /** Reads something that is not JSON. */
    public RouteTable get(String template, Access access, String produces, Endpoint endpoint) {
        add(new Route("GET", template, access, produces, endpoint));
        return add(new Route("HEAD", template, access, produces, endpoint));
    }

    /** Makes something happen. */
    public RouteTable post(String template, Access access, Endpoint endpoint) {
        return add(new Route("POST", template, access, Response.JSON, endpoint));
    }

    /** Makes something happen, and sees itself to the media type in which it answers: that of the request, or one it accepts. */
    public RouteTable postAsSent(String template, Access access, Endpoint endpoint) {
        return add(new Route("POST", template, access, Route.AS_SENT, endpoint));
    }

    /** Changes something. */
    public RouteTable patch(String template, Access access, Endpoint endpoint) {
        return add(new Route("PATCH", template, access, Response.JSON, endpoint));
    }

    /** Any other method or media type. */
    public RouteTable on(String method, String template, Access access, String produces, Endpoint endpoint) {
        return add(new Route(method, template, access, produces, endpoint));
    }

    /** Ends something. */
    public RouteTable delete(String template, Access access, Endpoint endpoint) {
        return add(new Route("DELETE", template, access, Response.JSON, endpoint));
    }

    /** Has a check precede every route there is by now that changes something, unless its template begins with one of these. */
    public void precede(Runnable check, Set<String> exempt) {
        routes.replaceAll(route -> {
            boolean checked = !SAFE.contains(route.method()) && exempt.stream().noneMatch(route.template()::startsWith);
            return checked ? route.preceded(check) : route;
        });
    }

    /** What is served, as {@code METHOD /template}, in the order in which it is tried; HEAD goes without saying. */
    public List<String> served() {
        return routes.stream()
                .filter(route -> !route.method().equals("HEAD"))
                .map(route -> route.method() + " " + route.template())
                .toList();
    }

    private RouteTable add(Route route) {
        routes.add(route);
        return this;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }
}
