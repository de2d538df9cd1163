/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import io.aegis.monitoring.Series;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where the dashboard shows what is alerted.
 *
 * @param dashboard its address
 */
public record DashboardPages(URI dashboard) {

    String series(Series series) {
        return page("series") + "&type=" + series.type().label()
                + series.service()
                        .map(service -> "&q=" + URLEncoder.encode(service, StandardCharsets.UTF_8))
                        .orElse("");
    }

    String failure(UUID prediction) {
        return page("failures") + "&id=" + prediction;
    }

    private String page(String tab) {
        return dashboard.resolve("/").toString() + "#/monitoring?tab=" + tab;
    }
}
