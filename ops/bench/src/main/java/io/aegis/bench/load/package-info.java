/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Load on a running product: scenarios, the figures that they have to reach, and the reports. Requests follow an open loop, and
 * percentiles come from HdrHistogram.
 */
package io.aegis.bench.load;
