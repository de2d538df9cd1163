package io.aegis.online.web;

import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Access;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The dashboard at {@code /}: one page and its modules, all from the jar. It asks no other host for anything, and its
 * policy forbids scripts, styles and markup from anywhere but these files.
 */
public final class DashboardRoutes implements Routes {

    private static final String FOLDER = "/io/aegis/online/web/dashboard/";

    static final List<String> FILES = List.of(
            "app.css",
            "band.js",
            "charts.js",
            "dom.js",
            "feed.js",
            "finding.js",
            "findings.js",
            "format.js",
            "http.js",
            "icon.svg",
            "imports.js",
            "inbox.js",
            "jobs.js",
            "judgement.js",
            "main.js",
            "metrics.js",
            "models.js",
            "monitoring.js",
            "overview.js",
            "parts.js",
            "preview.js",
            "reviews.js",
            "sample.csv",
            "schedules.js",
            "rows.js",
            "series.js",
            "session.js",
            "state.js");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final Bundle files = Bundle.read(FOLDER, FILES);
    private final Asset page;

    /** Reads the files. */
    public DashboardRoutes() {
        String html = new String(Bundle.resource(FOLDER + "index.html"), StandardCharsets.UTF_8);
        page = Asset.of(
                "index.html",
                html.replace("{assets}", "/assets/" + files.version()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/", Access.open(), "text/html", this::page)
                .get("/assets/{version}/{name}", Access.open(), "application/octet-stream", this::file);
    }

    private Answer page(Exchange exchange) {
        return AssetAnswers.current(exchange, page)
                .with("Content-Security-Policy", POLICY)
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private Answer file(Exchange exchange) {
        Asset asset = files.find(exchange.pathParameter("name"))
                .orElseThrow(() -> Refusal.notFound("There is nothing at this path."));
        // While replicas are updated one by one, a page of one may ask the other: it gets the file, but not for long.
        return exchange.pathParameter("version").equals(files.version())
                ? AssetAnswers.forever(exchange, asset)
                : AssetAnswers.current(exchange, asset);
    }
}
