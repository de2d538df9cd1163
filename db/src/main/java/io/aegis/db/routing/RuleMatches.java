/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.feedback.Priority;
import io.aegis.routing.RoutingRule;
import java.util.List;
import java.util.Optional;

/**
 * The rules that are about a row, both lists in their order.
 *
 * @param taking those that take it: their conditions hold, and it was received since they do
 * @param holding all whose conditions hold, also those that were changed since
 */
public record RuleMatches(List<RoutingRule> taking, List<RoutingRule> holding) {

    /** None. */
    public static final RuleMatches NONE = new RuleMatches(List.of(), List.of());

    /** Copies the lists. */
    public RuleMatches {
        taking = List.copyOf(taking);
        holding = List.copyOf(holding);
    }

    /**
     * The priority that the row is to have: that of the first rule that takes it and gives one. A row that has a rule's already keeps
     * to the rules as they are now, so that who mends a rule's name or tags does not take its priority away; where none gives one
     * any more, it gets back that of its verdict.
     *
     * @param carried by the row
     * @param ofVerdict where a rule's stands in its place
     */
    public Priority priority(Priority carried, Optional<Priority> ofVerdict) {
        return prioritising(ofVerdict)
                .flatMap(rule -> rule.then().priority())
                .orElseGet(() -> ofVerdict.orElse(carried));
    }

    /**
     * The rule that the row has its priority of.
     *
     * @param ofVerdict where a rule's stands in its place
     */
    public Optional<RoutingRule> prioritising(Optional<Priority> ofVerdict) {
        Optional<RoutingRule> taken = RoutingRule.prioritising(taking);
        return taken.isPresent() || ofVerdict.isEmpty() ? taken : RoutingRule.prioritising(holding);
    }
}
