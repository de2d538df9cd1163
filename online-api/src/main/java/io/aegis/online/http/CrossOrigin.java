/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.RequestIds;
import io.aegis.access.SentKeys;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Lets the pages of a listed site read answers (CORS), with keys of their own but without cookies. */
final class CrossOrigin {

    private static final HeaderName WANTED = HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
    private static final Header VARY = HeaderValues.createCached("Vary", "Origin");
    private static final Header EXPOSED =
            HeaderValues.createCached("Access-Control-Expose-Headers", "Location, Retry-After, " + RequestIds.HEADER);
    private static final Header METHODS =
            HeaderValues.createCached("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    private static final Header HEADERS = HeaderValues.createCached(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, " + SentKeys.HEADER + ", " + RequestIds.HEADER);
    private static final Header MAX_AGE = HeaderValues.createCached("Access-Control-Max-Age", "600");

    private CrossOrigin() {}

    /** Says so on whatever a request is answered with; of a preflight also what may be sent. */
    static void allow(RoutingRequest request, RoutingResponse response, String origin) {
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.header(VARY);
        response.header(EXPOSED);
        if (request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(WANTED)) {
            response.header(METHODS);
            response.header(HEADERS);
            response.header(MAX_AGE);
        }
    }
}
