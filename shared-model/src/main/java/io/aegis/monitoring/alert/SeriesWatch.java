/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the samples of one series as they come, and decides which alert. The same samples always get the same verdicts and
 * decisions, so that what is known of a series is whatever its history says. Not thread-safe.
 */
public final class SeriesWatch {

    private final SeriesDetector detector;
    private final AlertState alerts;
    private final LeastEffect leastEffect;
    private final double threshold;
    private final DecisionMemory memory = new DecisionMemory();
    private Optional<Instant> alertsSince = Optional.empty();

    /** Nothing seen yet; scores of {@link AlertState#HIGH} are anomalies. */
    public SeriesWatch(MetricType type, Windows windows, LeastEffect leastEffect) {
        this(type, windows, leastEffect, AlertState.HIGH);
    }

    /**
     * Nothing seen yet.
     *
     * @param type what the series measures
     * @param leastEffect below which nothing is an anomaly
     * @param threshold of scores, below which nothing is one either
     */
    public SeriesWatch(MetricType type, Windows windows, LeastEffect leastEffect, double threshold) {
        this.detector = new SeriesDetector(type, windows);
        this.alerts = new AlertState(leastEffect);
        this.leastEffect = leastEffect;
        this.threshold = threshold;
    }

    /** Samples learned so far. */
    public long samplesSeen() {
        return detector.samplesSeen();
    }

    /** The time of the newest sample learned; empty before the first. */
    public Optional<Instant> newest() {
        return detector.newest();
    }

    /** After this time {@link #recall} knows all that was learned. */
    public Instant remembersAfter() {
        return detector.remembersAfter();
    }

    /** Since when the newest sample learned alerts; empty when it does not. */
    public Optional<Instant> alertsSince() {
        return alertsSince;
    }

    /** What was said of a sample that was judged not long ago; nothing is judged or learned. */
    public Optional<Assessment> recall(Instant timestamp, double measured) {
        return detector.recall(timestamp, measured).map(verdict -> again(timestamp, measured, verdict));
    }

    /**
     * Judges a sample, and learns it if it is not older than the newest. An older one alerts nobody.
     *
     * @param measured finite
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public Assessment judge(Instant timestamp, double measured) {
        Verdict verdict = detector.judge(timestamp, measured);
        if (verdict.standing() != SampleOrder.NEW) {
            return again(timestamp, measured, verdict);
        }
        return new Assessment(verdict, decide(timestamp, measured, verdict));
    }

    /**
     * Learns a sample that nobody asks about, such as a stored one: what comes after it is judged as if this one had been.
     *
     * @param measured finite
     * @throws IllegalArgumentException when the value is infinite or not a number
     */
    public void learn(Instant timestamp, double measured) {
        Verdict verdict = detector.judge(timestamp, measured);
        if (verdict.standing() == SampleOrder.NEW) {
            decide(timestamp, measured, verdict);
        }
    }

    private AlertDecision decide(Instant timestamp, double measured, Verdict verdict) {
        AlertDecision decision = alerts.decide(timestamp, measured, verdict, detector.wild());
        memory.add(timestamp.toEpochMilli(), measured, decision);
        if (!decision.anomaly(verdict.score(), threshold)) {
            detector.untold();
        }
        alertsSince = Optional.of(decision).filter(AlertDecision::alert).map(AlertDecision::since);
        return decision;
    }

    private Assessment again(Instant timestamp, double measured, Verdict verdict) {
        double expected = verdict.band().expected();
        double least = leastEffect.beside(expected);
        double effect = Math.abs(Math.clamp(measured, -AlertState.LARGEST, AlertState.LARGEST) - expected);
        return new Assessment(
                verdict,
                memory.find(timestamp.toEpochMilli(), measured, least)
                        .orElseGet(() -> AlertDecision.past(timestamp, effect, least)));
    }
}
