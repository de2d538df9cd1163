/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.routing.RoutingActions;
import java.time.Instant;

/**
 * What a rule did with a row.
 *
 * @param rule its name
 * @param version of the list of rules then
 * @param actions that were taken
 * @param at when
 */
public record AppliedRule(String rule, long version, RoutingActions actions, Instant at) {}
