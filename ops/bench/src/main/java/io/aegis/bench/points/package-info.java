/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Backtests over HTTP: a verdict on every sample of a series. The benchmarks of anomalies share it. */
package io.aegis.bench.points;
