/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Schedules of requests that are fixed before the first is sent, and clients that keep to them. A stall of the server therefore
 * counts for every request that fell due meanwhile.
 */
package io.aegis.bench.load.openloop;
