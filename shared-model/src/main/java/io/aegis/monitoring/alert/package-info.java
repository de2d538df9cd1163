/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which anomalies somebody is woken by: an {@link io.aegis.monitoring.alert.AlertDecision} beside each verdict, by how large
 * the deviation is, how long it lasts, and how far the series strays on usual days. Scores are not changed by it.
 */
package io.aegis.monitoring.alert;
