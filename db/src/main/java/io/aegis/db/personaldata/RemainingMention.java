/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

/**
 * A mention of a customer that remains after their erasure, in something that people wrote: to be changed by people, for
 * others need it.
 *
 * @param kind {@code view}, {@code routing_rule}, {@code own_topic}, {@code department}, {@code channel}, {@code maintenance} or {@code
 *     assignee}
 * @param name what it is called, with three dots instead of the customer
 */
public record RemainingMention(String kind, String name) {}
