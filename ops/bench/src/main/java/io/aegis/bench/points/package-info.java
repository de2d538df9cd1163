/** Backtests over HTTP: a verdict on every sample of a series. */
package io.aegis.bench.points;
