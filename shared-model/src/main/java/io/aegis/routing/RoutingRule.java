/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import io.aegis.feedback.Priority;
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

    /** The priority that a row gets by these, in their order: that of the first that gives one. */
    public static Optional<Priority> priority(List<RoutingRule> rules) {
        return rules.stream().flatMap(rule -> rule.then().priority().stream()).findFirst();
    }

    /** Most rules. */
    public static final int MOST = 100;

    /** Longest name, in code points. */
    public static final int LONGEST_NAME = 64;

    /** Longest condition, in code points. */
    public static final int LONGEST_CONDITION = 1_000;
}
