/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.anomaly.Verdict;

/**
 * What the verdict on a sample becomes because the series of its service together say more than its own.
 *
 * @param score of the combination
 * @param begins whether an episode begins with it
 * @param rarity how many times as strange as usual the combination is
 */
record ServiceEscalation(double score, boolean begins, double rarity) {

    Verdict of(Verdict own) {
        return score > own.rawScore() ? own.combined(score, begins, rarity) : own;
    }

    AlertDecision of(Verdict own, AlertDecision alert) {
        return score > own.rawScore() ? alert.combined(score, begins) : alert;
    }
}
