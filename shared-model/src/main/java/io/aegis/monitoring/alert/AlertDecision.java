/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.ReadableNumber;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.anomaly.Verdict;
import java.time.Instant;
import java.util.Locale;

/**
 * Whether somebody is to be told of a sample.
 *
 * @param reason why, or why not
 * @param begins whether it is news: an episode begins, or something many times stronger comes amid one
 * @param effect how far the value lies from what was expected, within an episode from what was expected when that began,
 *     in the unit of the metric; where the level is what is unusual,
 *     how far that lies from the level of the last day if it is more
 * @param leastEffect below it nothing is an anomaly
 * @param since when the episode began; the time of the sample where there is none
 * @param severity that of the strongest sample of the episode until now, since the detector gets used to what lasts; low where there is none
 */
public record AlertDecision(
        AlertReason reason, boolean begins, double effect, double leastEffect, Instant since, Severity severity) {

    /** Rounds the effect to seven digits, where a number of single precision can tell it. */
    public AlertDecision {
        effect = effect <= Float.MAX_VALUE ? (float) effect : effect;
    }

    /** A decision that nothing before it weighs on. */
    public AlertDecision(AlertReason reason, boolean begins, double effect, double leastEffect, Instant since) {
        this(reason, begins, effect, leastEffect, since, Severity.LOW);
    }

    /** About a sample that came too late to alert anybody. */
    public static AlertDecision past(Instant timestamp, double effect, double leastEffect) {
        return new AlertDecision(AlertReason.LATE, false, effect, leastEffect, timestamp);
    }

    /** Whether the sample is part of an episode to be told. */
    public boolean alert() {
        return reason.alert();
    }

    /** Whether the effect is large enough for an anomaly. */
    public boolean notable() {
        return effect >= leastEffect || reason == AlertReason.COMBINATION;
    }

    /**
     * Whether the sample belongs to what goes on: to an episode that is told, or to one of the detector's whose score was given before.
     *
     * @param verdict the detector's on the sample
     * @param threshold of scores, that makes an anomaly
     */
    public boolean ongoing(Verdict verdict, double threshold) {
        return (alert() && !begins) || (verdict.ongoing(threshold) && notable());
    }

    /**
     * Whether a score means an anomaly.
     *
     * @param score of the sample
     * @param threshold that makes an anomaly
     */
    public boolean anomaly(double score, double threshold) {
        return score >= threshold && notable();
    }

    /** One sentence for people, with the numbers that decided. */
    public String text() {
        String size = String.format(Locale.ROOT, "%s off", ReadableNumber.of(effect));
        return switch (reason) {
            case BELOW_LEAST_EFFECT ->
                String.format(Locale.ROOT, "%s, below %s: no anomaly", size, ReadableNumber.of(leastEffect));
            case ORDINARY, COMBINATION -> reason.text();
            default -> reason.text() + ": " + size + ", least effect " + ReadableNumber.of(leastEffect);
        };
    }

    /**
     * The decision when the series of the service together say more than this one's own: a combination that is extreme, or was
     * strange before, alerts. The single series need not stand out for that.
     *
     * @param score of the combination, 0 to 1
     * @param first whether it is the first strange moment of an episode
     */
    public AlertDecision combined(double score, boolean first) {
        return alert() || (first && score < AlertState.EXTREME)
                ? this
                : new AlertDecision(AlertReason.COMBINATION, first, effect, leastEffect, since, severity);
    }

    /** The decision about a sample that would alert, and lies in a maintenance window. */
    public AlertDecision inMaintenance() {
        return new AlertDecision(AlertReason.MAINTENANCE, false, effect, leastEffect, since);
    }
}
