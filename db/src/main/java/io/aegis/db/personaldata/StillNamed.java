/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

/**
 * Something that people wrote and that names a customer still after their erasure: to be changed by people, for others need it.
 *
 * @param kind {@code view}, {@code routing_rule}, {@code own_topic}, {@code department}, {@code channel}, {@code maintenance} or {@code
 *     assignee}
 * @param name what it is called, with three dots instead of the customer
 */
public record StillNamed(String kind, String name) {}
