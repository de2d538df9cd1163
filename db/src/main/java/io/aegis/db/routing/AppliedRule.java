/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.routing.RoutingActions;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rule did with a row.
 *
 * @param rule its name
 * @param version of the list of rules then
 * @param actions that it says
 * @param effects that it had; empty of what was done before that was kept
 * @param at when
 */
public record AppliedRule(
        String rule, long version, RoutingActions actions, Optional<RuleEffects> effects, Instant at) {}
