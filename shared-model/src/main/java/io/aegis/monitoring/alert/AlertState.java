/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.Severity;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides which samples of one series alert, in their order. A score says how rare a sample is, and every day has rare ones; an
 * alert wants more: two of three minutes with a raw score of {@value #HIGH}, or one of {@value #EXTREME}, or three of five
 * minutes outside the band; of a series with little past, one beyond the limit of its type. Besides, the effect must reach the least one of its type and lie beyond what the series does on
 * most days. The multiples were chosen on made-up series of eight kinds and measured on others of them ({@code ops/aegis
 * bench paging}).
 *
 * <p>All times are those of the samples: a history that is replayed decides as it did. Under 1 KB. Not thread-safe.
 */
public final class AlertState {

    /** The raw score of a minute that alerts together with another. */
    public static final double HIGH = 0.85;

    /** The raw score that alerts by itself. */
    public static final double EXTREME = 0.98;

    /** Multiples of the usual reach that a rare value has to come to, and that an extreme one has to. */
    private static final double REACH_OF_HIGH = 1.3;

    private static final double REACH_OF_EXTREME = 1.5;

    /**
     * Half bands that three of five minutes have to be off by, as many times more as the series has seen less than its warm-up,
     * while its band is mostly a guess; and multiples of what they are off by on a usual day.
     */
    private static final double OUTSIDE = 0.85;

    private static final double USUALLY_OUTSIDE = 1.3;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int WEEK = 7;

    /** Values count as no more, as for the detector. */
    static final double LARGEST = 1e300;

    private final LeastEffect leastEffect;
    private final RecentMinutes minutes = new RecentMinutes();
    private final TypicalDeviation above = new TypicalDeviation(DAY.dividedBy(2), 2 * WEEK);
    private final TypicalDeviation below = new TypicalDeviation(DAY.dividedBy(2), 2 * WEEK);
    private final TypicalDeviation outside = new TypicalDeviation(DAY, WEEK);
    private final AlertEpisode episode = new AlertEpisode();
    private double dayLevel;
    private long seen;
    private long last;

    /**
     * Nothing seen yet.
     *
     * @param leastEffect that of the series' type
     */
    public AlertState(LeastEffect leastEffect) {
        this.leastEffect = leastEffect;
    }

    /**
     * Decides about the next sample.
     *
     * @param timestamp not before the last one's
     * @param measured the value
     * @param verdict the detector's on it
     * @param wild whether the detector learned nothing from it, it was so far off
     */
    public AlertDecision decide(Instant timestamp, double measured, Verdict verdict, boolean wild) {
        double value = Math.clamp(measured, -LARGEST, LARGEST);
        long time = timestamp.toEpochMilli();
        long step = seen == 0 ? 0 : time - last;
        double deviation = value - verdict.band().expected();
        double ofLevel = effectOfLevel(value, verdict);
        double effect = Math.max(Math.abs(deviation), ofLevel);
        double least = leastEffect.beside(verdict.band().expected());
        TypicalDeviation side = deviation >= 0 ? above : below;
        double reach = side.usual();
        double halfBand = Math.max(verdict.band().upper() - verdict.band().expected(), least);
        double error = error(deviation, halfBand);
        boolean byLevel = verdict.reason().view() == View.LEVEL;
        boolean rare = (byLevel ? ofLevel : effect) >= least && verdict.rawScore() >= HIGH;
        boolean high = rare && (verdict.reason().view() != View.VALUE || effect >= REACH_OF_HIGH * reach);
        boolean extreme = rare && verdict.rawScore() >= EXTREME && effect >= REACH_OF_EXTREME * reach;
        double limit = OUTSIDE / verdict.maturity();
        boolean off = high || (effect >= least && Math.abs(error) >= limit);
        minutes.add(step, error, off, high, extreme);
        double persistent = minutes.errorOfThree();
        boolean beyond =
                off && effect >= reach && persistent >= limit && persistent >= USUALLY_OUTSIDE * outside.usual();
        if (!wild) {
            side.learn(time, Math.abs(deviation));
            outside.learn(time, persistent);
            learnLevel(value, step);
        }
        last = time;
        AlertEpisode.Turn turn = episode.next(new AlertEpisode.Step(
                time,
                step,
                reason(verdict, effect >= least, off, beyond),
                verdict.rawScore(),
                off,
                value,
                effect,
                verdict.band().expected(),
                halfBand,
                wild));
        return new AlertDecision(
                turn.reason(),
                turn.begins(),
                turn.effect(),
                least,
                Instant.ofEpochMilli(turn.since()),
                Severity.of(turn.strongest()));
    }

    private AlertReason reason(Verdict verdict, boolean notable, boolean off, boolean beyond) {
        if (off && verdict.reason().view() == View.PRIOR && verdict.rawScore() >= HIGH) {
            return AlertReason.LIMIT;
        }
        if (off && minutes.extreme()) {
            return AlertReason.EXTREME;
        }
        if (off && minutes.highOfThree() >= 2) {
            return AlertReason.PERSISTENT;
        }
        if (beyond) {
            return AlertReason.OUT_OF_BAND;
        }
        if (verdict.rawScore() < HIGH) {
            return AlertReason.ORDINARY;
        }
        return !notable ? AlertReason.BELOW_LEAST_EFFECT : off ? AlertReason.BRIEF : AlertReason.USUAL_REACH;
    }

    /**
     * How far the level of the last samples lies from that of the last day, and the value with it: the level takes hours to come
     * back after what is over.
     */
    private double effectOfLevel(double value, Verdict verdict) {
        if (verdict.reason().view() != View.LEVEL || seen == 0) {
            return 0;
        }
        double ofLevel = verdict.reason().level() - dayLevel;
        double ofValue = value - dayLevel;
        return Math.clamp(Math.copySign(ofValue, ofValue * Math.signum(ofLevel)), 0, Math.abs(ofLevel));
    }

    /** In half bands; the greatest of all where there is no band. */
    private static double error(double deviation, double halfBand) {
        return halfBand > 0 ? deviation / halfBand : Math.copySign(deviation == 0 ? 0 : Double.MAX_VALUE, deviation);
    }

    /** The mean of about the last day. */
    private void learnLevel(double value, long step) {
        double rate = Math.clamp((double) step / DAY.toMillis(), 1.0 / (seen + 1), 1);
        dayLevel += rate * (value - dayLevel);
        seen++;
    }
}
