/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Counters that only grow, until their process starts anew. Here is by how much they grew between two readings, of which rates and
 * quantiles are made.
 */
package io.aegis.monitoring.counter;
