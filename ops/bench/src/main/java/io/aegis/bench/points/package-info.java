/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Backtests over HTTP: a verdict on every sample of a series. */
package io.aegis.bench.points;
