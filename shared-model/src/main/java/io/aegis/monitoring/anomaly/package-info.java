/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Anomalies of single series, found while the samples stream by: {@link io.aegis.monitoring.anomaly.SeriesDetector} judges each
 * against what came before it. It needs no training and looks at no sample twice.
 */
package io.aegis.monitoring.anomaly;
