/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.outbox.BurstTitles;
import java.net.URI;

/**
 * Makes links of messages about bursts whole: the job that finds them knows pages, but not always where the dashboard is.
 *
 * @param dashboard where it is
 */
record BurstLinks(URI dashboard) {

    private static final String LINK = "link";
    private static final String PAGE = "#/";

    /** Changes a payload, and each burst in it. */
    void complete(JsonNode payload) {
        if (payload instanceof ObjectNode object) {
            String link = object.path(LINK).asText();
            if (link.startsWith(PAGE)) {
                object.put(LINK, dashboard.resolve("/") + link);
            }
            object.path(BurstTitles.BURSTS).forEach(this::complete);
        }
    }
}
