/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The Numenta Anomaly Benchmark over the detector of single series, or over a running Aegis. It applies the benchmark's own
 * rule with its three profiles.
 */
package io.aegis.bench.nab;
