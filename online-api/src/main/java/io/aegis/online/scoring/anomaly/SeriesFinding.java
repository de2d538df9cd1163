/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found in one series.
 *
 * @param series which
 * @param sent its samples, in the order in which they were sent
 * @param verdicts one for each
 * @param top place of the sample with the highest score; among equals the one with the highest raw score, then the latest
 * @param rawScore the highest of any sample, without the debounce
 * @param anomaly whether one of the samples is anomalous for the first time, and far enough off
 * @param ongoing whether an episode goes on whose score was given before, and nothing new begins
 * @param telling place of the sample that decides about alerting: of those that alert one that is news, and of those the one
 *     with the highest raw score; the top sample where none alerts
 * @param trained name of the model that knows the usual combinations of its service
 */
public record SeriesFinding(
        Series series,
        List<Measurement> sent,
        SeriesVerdicts verdicts,
        int top,
        double rawScore,
        boolean anomaly,
        boolean ongoing,
        int telling,
        Optional<String> trained) {

    /** What judges a series by its own past. */
    public static final String DETECTOR = "series-detector v1";

    /** What judges a series that has little past. */
    public static final String PRIOR = "cold-start-prior v1";

    /**
     * The most telling first: an alert that begins, which may do so minutes after the score of its first moment was given, then by the score;
     * the rest only makes the order the same every time.
     */
    static final Comparator<SeriesFinding> LOUDEST_FIRST = SeriesFinding::compareLoudness;

    /** Sums up the verdicts on a series. */
    public static SeriesFinding of(
            Series series, List<Measurement> sent, SeriesVerdicts judged, Optional<String> trained, double threshold) {
        List<Verdict> verdicts = judged.verdicts();
        if (sent.size() == 1) {
            return ofOne(series, sent, judged, trained, threshold);
        }
        Comparator<Integer> order = Comparator.<Integer>comparingDouble(
                        place -> verdicts.get(place).score())
                .thenComparingDouble(place -> verdicts.get(place).rawScore())
                .thenComparing(sent::get, Measurement.IN_TIME);
        int top = 0;
        int telling = 0;
        double raw = 0;
        boolean anomaly = false;
        boolean goesOn = false;
        Comparator<Integer> loudest = Comparator.<Integer, Boolean>comparing(
                        place -> judged.alerts().get(place).alert())
                .thenComparing(place -> judged.alerts().get(place).begins())
                .thenComparing(order);
        for (int place = 0; place < verdicts.size(); place++) {
            top = order.compare(place, top) > 0 ? place : top;
            raw = Math.max(raw, verdicts.get(place).rawScore());
            telling = loudest.compare(place, telling) > 0 ? place : telling;
            AlertDecision decision = judged.alerts().get(place);
            anomaly |= decision.anomaly(verdicts.get(place).score(), threshold);
            goesOn |= decision.ongoing(verdicts.get(place), threshold);
        }
        boolean ongoing = goesOn && !anomaly;
        return new SeriesFinding(series, sent, judged, top, raw, anomaly, ongoing, telling, trained);
    }

    /** Of one sample, as monitoring systems send them: nothing is compared. */
    private static SeriesFinding ofOne(
            Series series, List<Measurement> sent, SeriesVerdicts judged, Optional<String> trained, double threshold) {
        Verdict verdict = judged.verdicts().getFirst();
        AlertDecision decision = judged.alerts().getFirst();
        boolean anomaly = decision.anomaly(verdict.score(), threshold);
        boolean ongoing = !anomaly && decision.ongoing(verdict, threshold);
        return new SeriesFinding(series, sent, judged, 0, verdict.rawScore(), anomaly, ongoing, 0, trained);
    }

    /** Written out, as thousands of them are compared for each request of a monitoring system. */
    private static int compareLoudness(SeriesFinding one, SeriesFinding other) {
        int order = Boolean.compare(other.decision().begins(), one.decision().begins());
        order = order != 0 ? order : Double.compare(other.score(), one.score());
        order = order != 0 ? order : Double.compare(other.rawScore, one.rawScore);
        order = order != 0 ? order : one.series.type().compareTo(other.series.type());
        return order != 0 ? order : one.series.compareLabels(other.series);
    }

    /** The verdict on the top sample. */
    public Verdict verdict() {
        return verdicts.verdicts().get(top);
    }

    /** The top sample. */
    public Measurement observed() {
        return sent.get(top);
    }

    /** The alert score: the highest of any sample. */
    public double score() {
        return verdict().score();
    }

    /** Whether somebody is to be told of it, and why or why not: of the telling sample. */
    public AlertDecision decision() {
        return verdicts.alerts().get(telling);
    }

    /** Whether one of the samples alerts. */
    public boolean alert() {
        return decision().alert();
    }

    /** The sample that decides about alerting. */
    public Measurement told() {
        return sent.get(telling);
    }

    /** What the detector says of that. */
    public Verdict toldVerdict() {
        return verdicts.verdicts().get(telling);
    }

    /**
     * By the score, which for this purpose does not fall while an episode goes on, whatever the detector gets used to; medium
     * at most where nobody is alerted, and low where what is rare is too small to matter.
     */
    public Severity severity() {
        if (alert()) {
            Severity own = Severity.of(rawScore);
            Severity held = decision().severity();
            return own.compareTo(held) >= 0 ? own : held;
        }
        double standing = anomaly ? score() : ongoing ? rawScore : decision().notable() ? score() : 0;
        return standing >= Severity.MEDIUM.least() ? Severity.MEDIUM : Severity.LOW;
    }

    /** Which model gave the top sample its verdict. */
    public String model() {
        return switch (verdict().reason().view()) {
            case PRIOR -> PRIOR;
            case COMBINATION -> trained.orElse(DETECTOR);
            case VALUE, RESIDUAL, LEVEL -> DETECTOR;
        };
    }
}
