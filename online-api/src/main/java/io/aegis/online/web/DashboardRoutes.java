/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
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
            "arrivals.js",
            "audit.js",
            "band.js",
            "bulk.js",
            "channels.js",
            "charts.js",
            "customers.js",
            "departments.js",
            "dom.js",
            "feed.js",
            "filters.js",
            "finding.js",
            "findings.js",
            "format.js",
            "graph.js",
            "http.js",
            "icon.svg",
            "imports.js",
            "inbox.js",
            "groups.js",
            "jobs.js",
            "judgement.js",
            "keyboard.js",
            "labelling.js",
            "main.js",
            "metrics.js",
            "maintenance.js",
            "models.js",
            "monitoring.js",
            "opening.js",
            "overview.js",
            "parts.js",
            "preview.js",
            "resolving.js",
            "reviews.js",
            "sample.csv",
            "routing.js",
            "schedules.js",
            "rows.js",
            "series.js",
            "session.js",
            "settings.js",
            "state.js",
            "textdetail.js",
            "textlist.js",
            "textrow.js",
            "topics.js",
            "trends.js",
            "triage.js",
            "viewers.js",
            "views.js");

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

    private Response page(Request request) {
        return AssetResponses.current(request, page)
                .with("Content-Security-Policy", POLICY)
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private Response file(Request request) {
        Asset asset = files.find(request.pathParameter("name"))
                .orElseThrow(() -> ProblemException.notFound("There is nothing at this path."));
        // While replicas are updated one by one, a page of one may ask the other: it gets the file, but not for long.
        return request.pathParameter("version").equals(files.version())
                ? AssetResponses.forever(request, asset)
                : AssetResponses.current(request, asset);
    }
}
