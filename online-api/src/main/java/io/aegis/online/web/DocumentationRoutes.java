package io.aegis.online.web;

import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Access;

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
                .get("/docs", Access.open(), "text/html", exchange -> page(exchange, "docs.html"))
                .get("/redoc", Access.open(), "text/html", exchange -> page(exchange, "redoc.html"))
                .get("/docs/assets/{version}/{name}", Access.open(), "application/octet-stream", this::file);
    }

    private Answer openApi(Exchange exchange) {
        return AssetAnswers.current(exchange, documentation.openApi());
    }

    private Answer page(Exchange exchange, String name) {
        return AssetAnswers.current(exchange, documentation.page(name)).with("Content-Security-Policy", POLICY);
    }

    private Answer file(Exchange exchange) {
        Bundle files = documentation.files();
        Asset asset = files.find(exchange.pathParameter("name"))
                .orElseThrow(() -> Refusal.notFound("There is nothing at this path."));
        return exchange.pathParameter("version").equals(files.version())
                ? AssetAnswers.forever(exchange, asset)
                : AssetAnswers.current(exchange, asset);
    }
}
