/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

/**
 * Something that was put into a series.
 *
 * @param from its first minute
 * @param to the minute after its last
 * @param kind spike, drop or shift
 */
record InjectedEvent(int from, int to, String kind) {}
