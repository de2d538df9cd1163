/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Feedback as a series: how many texts of a kind came, and which share of them is negative or urgent, judged by the detectors of
 * monitoring. A burst of complaints is an anomaly too.
 */
package io.aegis.monitoring.burst;
