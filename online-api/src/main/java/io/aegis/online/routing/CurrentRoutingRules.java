/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingRules;
import io.aegis.db.routing.RuleMatches;
import io.aegis.routing.RoutedText;
import io.aegis.routing.RoutingConditions;
import io.aegis.routing.RoutingRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that are in force, compiled.
 *
 * @param rules as they are stored
 * @param conditions of these
 */
record CurrentRoutingRules(RoutingRules rules, RoutingConditions conditions) {

    /** None, of no version that is stored. */
    static final CurrentRoutingRules UNREAD = of(new RoutingRules(-1, List.of(), Map.of()));

    static CurrentRoutingRules of(RoutingRules rules) {
        return new CurrentRoutingRules(rules, RoutingConditions.of(rules.rules()));
    }

    /** Since when there are rules that ask how large groups are; empty when none does. */
    Optional<Instant> growthSince() {
        return rules.rules().stream()
                .filter(rule -> RoutingConditions.asksFor("group_size", rule.when()))
                .map(rule -> rules.since().getOrDefault(rule.name(), Instant.EPOCH))
                .min(Instant::compareTo);
    }

    /** The rules that are about a row: none where it is resolved, or was received before all of them and none gave it a priority. */
    RuleMatches matching(RoutableRow row, RoutedText text) {
        Map<String, Instant> since = rules.since();
        boolean any = row.open()
                && (row.verdictPriority().isPresent()
                        || since.values().stream()
                                .anyMatch(each -> !row.createdAt().isBefore(each)));
        return any ? about(row, text) : RuleMatches.NONE;
    }

    /** The same of any row: what would count if it were open. */
    RuleMatches about(RoutableRow row, RoutedText text) {
        Map<String, Instant> since = rules.since();
        List<RoutingRule> holding = conditions.holdingFor(text);
        return new RuleMatches(
                holding.stream()
                        .filter(rule -> !row.createdAt().isBefore(since.getOrDefault(rule.name(), Instant.MAX)))
                        .toList(),
                holding);
    }
}
