/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;

/** {@code /openapi}, and what shows it to people: Swagger UI at {@code /docs}, ReDoc at {@code /redoc}. */
public final class DocumentationRoutes implements Routes {

    /** Both libraries style their elements while they run; scripts come from here only, as everywhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final Documentation documentation;

    /** Routes of this documentation. */
    public DocumentationRoutes(Documentation documentation) {
        this.documentation = documentation;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/openapi", Access.open(), this::openApi)
                .get("/docs", Access.open(), "text/html", request -> page(request, "docs.html"))
                .get("/redoc", Access.open(), "text/html", request -> page(request, "redoc.html"))
                .get("/docs/assets/{version}/{name}", Access.open(), "application/octet-stream", this::file);
    }

    private Response openApi(Request request) {
        return AssetResponses.current(request, documentation.openApi());
    }

    private Response page(Request request, String name) {
        return AssetResponses.current(request, documentation.page(name)).with("Content-Security-Policy", POLICY);
    }

    private Response file(Request request) {
        Bundle files = documentation.files();
        Asset asset = files.find(request.pathParameter("name"))
                .orElseThrow(() -> ProblemException.notFound("There is nothing at this path."));
        return request.pathParameter("version").equals(files.version())
                ? AssetResponses.forever(request, asset)
                : AssetResponses.current(request, asset);
    }
}
