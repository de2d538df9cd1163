/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * What the detector says of a sample.
 *
 * @param score the alert score, 0 to 1: the raw score, or 0 when one as strong, or an alert about the same matter that was
 *     nearly as strong, came shortly before
 * @param rawScore the score of the sample by itself, 0 to 1
 * @param strength what the raw score is the calibration of; for plots and for combining the series of a service
 * @param band what was expected
 * @param reason what spoke loudest
 * @param maturity how much of the warm-up had passed, 0 to 1; from 1 on priors are silent
 * @param standing how the sample stands to those before
 */
public record Verdict(
        double score,
        double rawScore,
        double strength,
        Band band,
        Reason reason,
        double maturity,
        SampleOrder standing) {

    /** Whether the sample belongs to an episode whose alert was given before. */
    public boolean ongoing(double threshold) {
        return score < threshold && rawScore >= threshold;
    }

    /**
     * The same verdict where the series of the service together say more than this one alone.
     *
     * @param combined the score of the combination, at least the raw score; it becomes that
     * @param begins whether the combination is told for the first time, and becomes the alert score too
     * @param rarity how many times as strange as usual the combination is
     */
    public Verdict combined(double combined, boolean begins, double rarity) {
        return new Verdict(
                begins ? Math.max(score, combined) : score,
                combined,
                strength,
                band,
                new Reason(View.COMBINATION, rarity, reason.level()),
                maturity,
                standing);
    }

    /** The same verdict on a sample that stands otherwise. */
    public Verdict as(SampleOrder other) {
        return new Verdict(score, rawScore, strength, band, reason, maturity, other);
    }

    /**
     * How sure the verdict is, 0.5 to 1: the further the raw score lies from the threshold and the longer the history, the
     * surer.
     *
     * @param threshold what makes a score an anomaly, between 0 and 1
     */
    public double confidence(double threshold) {
        double distance =
                rawScore >= threshold ? (rawScore - threshold) / (1 - threshold) : (threshold - rawScore) / threshold;
        return 0.5 + 0.5 * Math.clamp(distance, 0, 1) * (0.5 + 0.5 * maturity);
    }
}
