/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Samples as Prometheus sends them by remote write, mapped to what is scored here: values, and rates, ratios and quantiles of
 * counters and histograms. The presets are data, beside the classes.
 */
package io.aegis.online.scoring.remotewrite;
