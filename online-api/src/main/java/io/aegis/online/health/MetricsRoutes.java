/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.online.telemetry.Telemetry;

/**
 * {@code /metrics} for Prometheus.
 *
 * @param telemetry what is told
 */
public record MetricsRoutes(Telemetry telemetry) implements Routes {

    private static final String CONTENT_TYPE = Telemetry.MEDIA_TYPE + "; version=0.0.4; charset=utf-8";

    @Override
    public void addTo(RouteTable table) {
        table.get(
                "/metrics",
                Access.open(),
                Telemetry.MEDIA_TYPE,
                request -> Response.text(200, CONTENT_TYPE, telemetry.scrape()));
    }
}
