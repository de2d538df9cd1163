/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import java.util.List;
import java.util.Optional;

/**
 * A rule as its author wrote it.
 *
 * @param name unique among the rules, up to {@value #LONGEST_NAME} code points
 * @param when a condition of up to {@value #LONGEST_CONDITION} code points
 * @param then what is done where it holds
 */
public record RoutingRule(String name, String when, RoutingActions then) {

    /** Which of these, in their order, gives a row its priority: the first that gives one. */
    public static Optional<RoutingRule> prioritising(List<RoutingRule> rules) {
        return rules.stream().filter(rule -> rule.then().priority().isPresent()).findFirst();
    }

    /** Most rules. */
    public static final int MOST = 100;

    /** Longest name, in code points. */
    public static final int LONGEST_NAME = 64;

    /** Longest condition, in code points. */
    public static final int LONGEST_CONDITION = 1_000;
}
