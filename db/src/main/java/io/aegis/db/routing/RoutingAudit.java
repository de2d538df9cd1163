/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.feedback.Priority;
import io.aegis.routing.RoutingRule;
import java.util.List;
import java.util.Map;

/** What the audit log says of a list of rules: all names in their order, and whole what stands in it otherwise than in another list. */
final class RoutingAudit {

    /** Rules that are told whole, at most; of more only their number. */
    static final int MOST_WHOLE = 20;

    private RoutingAudit() {}

    /**
     * Of a list.
     *
     * @param other the list before it, or after
     */
    static Map<String, ?> told(RoutingRules list, RoutingRules other) {
        List<RoutingRule> differing = list.rules().stream()
                .filter(rule -> !other.rules().contains(rule))
                .toList();
        return Map.of(
                "version",
                list.version(),
                "rules",
                list.rules().stream().map(RoutingRule::name).toList(),
                "changed",
                differing.stream().limit(MOST_WHOLE).map(RoutingAudit::whole).toList(),
                "changed_more",
                Math.max(0, differing.size() - MOST_WHOLE));
    }

    private static Map<String, ?> whole(RoutingRule rule) {
        return Map.of(
                "name",
                rule.name(),
                "when",
                rule.when(),
                "priority",
                rule.then().priority().map(Priority::label).orElse(""),
                "assign",
                rule.then().assign().orElse(""),
                "tags",
                rule.then().tags(),
                "notify",
                rule.then().channels());
    }
}
