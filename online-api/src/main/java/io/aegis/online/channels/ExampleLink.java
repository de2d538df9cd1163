/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import java.net.URI;
import java.util.Optional;

/**
 * Where the links of messages lead, for who tries a channel out.
 *
 * @param dashboard where the dashboard is
 * @param set whether a setting says so
 */
public record ExampleLink(URI dashboard, boolean set) {

    /** The link to a row. */
    String of(String row) {
        String text = dashboard.toString();
        return (text.endsWith("/") ? text : text + "/") + "#/inbox?id=" + row;
    }

    /** What is to be said of links; empty when a setting says where they lead. */
    Optional<String> hint() {
        return set
                ? Optional.empty()
                : Optional.of("links lead to " + dashboard
                        + ", where Aegis listens; AEGIS_DASHBOARD_URL says where people find it");
    }
}
