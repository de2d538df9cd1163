/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

/**
 * A figure of something else, stated beside one's own. It is not measured by the run that states it.
 *
 * @param what it is a figure of
 * @param figure with its unit
 * @param source where it comes from
 */
record Comparison(String what, String figure, String source) {}
