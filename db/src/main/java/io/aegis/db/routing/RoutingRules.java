/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.routing.RoutingRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rules as they are stored.
 *
 * @param version of the list
 * @param rules in their order
 * @param since when each came to hold, by its name: rows that were received before are none of its business
 */
public record RoutingRules(long version, List<RoutingRule> rules, Map<String, Instant> since) {

    /** Copies the collections. */
    public RoutingRules {
        rules = List.copyOf(rules);
        since = Map.copyOf(since);
    }
}
