/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

/**
 * How many predictions there were.
 *
 * @param total ever, those that were removed since included
 * @param last24Hours in the last 24 hours
 * @param anomalies anomalies detected, ever
 * @param failures failures detected, ever
 * @param labelledCorrect predictions that an operator called right
 * @param labelledWrong predictions that an operator called wrong
 * @param series known streams of samples
 */
public record PredictionCounts(
        long total,
        long last24Hours,
        long anomalies,
        long failures,
        long labelledCorrect,
        long labelledWrong,
        long series) {}
