/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.anomaly.Verdict;

/**
 * All that is said of a sample.
 *
 * @param verdict how unusual it is
 * @param alert whether somebody is to be told
 */
public record Assessment(Verdict verdict, AlertDecision alert) {}
