/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Calibration;
import io.aegis.monitoring.anomaly.JointDeviation;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the series of one service that has no trained model say together: {@link JointDeviation} of those whose samples have one
 * timestamp, as a scrape gives them, in one request or in several. A moment is told once, by the strongest sample at hand, and
 * learned when a later one comes; one that comes late is left out, and so is what all series but one find too small to tell. The first {@code 32} series count, and when
 * some of these are silent for an hour and others come, all begins anew. Some 45 KB from five series on. Thread-safe.
 */
final class JointTrack {

    /** So long nothing was strange before an episode begins. */
    private static final Duration QUIET = Duration.ofMinutes(30);

    private static final Duration GONE = Duration.ofHours(1);
    private static final int REMEMBERED = 64;

    /** So many series at least have to be further off than the least effect of their type: less is nothing that one would be told. */
    private static final int LEAST_NOTABLE = 2;

    private final double threshold;
    private final Map<Series, Integer> columns = new HashMap<>();
    private final Instant[] heard = new Instant[JointDeviation.MOST_SERIES];
    private final double[] values = new double[JointDeviation.MOST_SERIES];
    private final double[] expected = new double[JointDeviation.MOST_SERIES];
    private final double[] strengths = new double[JointDeviation.MOST_SERIES];
    private final BitSet notable = new BitSet(JointDeviation.MOST_SERIES);
    private final Map<SeriesSample, ServiceEscalation> told = new LinkedHashMap<>();
    private Optional<JointDeviation> joint = Optional.empty();
    private Instant now = Instant.MIN;
    private Instant lastStrange = Instant.MIN;

    /**
     * Nothing seen yet.
     *
     * @param threshold scores from here are strange
     */
    JointTrack(double threshold) {
        this.threshold = threshold;
        Arrays.fill(heard, Instant.MIN);
        clear();
    }

    /** When the last moment was that it saw; before all times until there was one. */
    synchronized Instant now() {
        return now;
    }

    /** Takes the samples of a request, in any order, and says which of them stand for something strange. */
    synchronized Map<SeriesSample, ServiceEscalation> judge(List<ServiceTrack.Judged> samples) {
        Map<SeriesSample, ServiceEscalation> escalation = new HashMap<>();
        TreeMap<Instant, List<ServiceTrack.Judged>> moments = new TreeMap<>();
        for (ServiceTrack.Judged judged : samples) {
            Optional.ofNullable(told.get(judged.moment())).ifPresent(again -> escalation.put(judged.moment(), again));
            if (judged.verdict().standing() == SampleOrder.NEW && !judged.at().isBefore(now)) {
                moments.computeIfAbsent(judged.at(), _ -> new ArrayList<>()).add(judged);
            }
        }
        moments.forEach((at, together) -> {
            together.sort(ServiceTrack.STRONGEST);
            judge(at, together).ifPresent(found -> {
                SeriesSample strongest = together.getLast().moment();
                escalation.put(strongest, found);
                remember(strongest, found);
            });
        });
        return escalation;
    }

    private Optional<ServiceEscalation> judge(Instant at, List<ServiceTrack.Judged> together) {
        if (at.isAfter(now)) {
            joint.ifPresent(known -> known.learn(values, expected));
            clear();
            now = at;
        }
        for (ServiceTrack.Judged judged : together) {
            column(judged.moment().series()).ifPresent(column -> {
                Verdict verdict = judged.verdict();
                heard[column] = at;
                values[column] = judged.moment().sample().value();
                expected[column] = verdict.band().expected();
                strengths[column] = verdict.strength();
                notable.set(column, judged.notable());
            });
        }
        if (joint.isEmpty() && columns.size() >= JointDeviation.LEAST_SERIES) {
            joint = Optional.of(new JointDeviation(JointDeviation.MOST_SERIES));
        }
        double ratio = joint.map(known -> known.ratio(values, expected)).orElse(0.0);
        if (ratio == 0 || lastStrange.equals(at) || notable.cardinality() < LEAST_NOTABLE) {
            return Optional.empty();
        }
        double score = Calibration.score(JointDeviation.strength(
                ratio, Arrays.stream(strengths).filter(Double::isFinite).toArray()));
        if (score < threshold) {
            return Optional.empty();
        }
        boolean begins = lastStrange.isBefore(at.minus(QUIET));
        lastStrange = at;
        return Optional.of(new ServiceEscalation(score, begins, ratio));
    }

    private OptionalInt column(Series series) {
        Integer known = columns.get(series);
        if (known != null) {
            return OptionalInt.of(known);
        }
        if (columns.size() == JointDeviation.MOST_SERIES) {
            Instant gone = now.minus(GONE);
            if (Arrays.stream(heard).noneMatch(last -> last.isBefore(gone))) {
                return OptionalInt.empty();
            }
            columns.clear();
            joint = Optional.empty();
            clear();
        }
        columns.put(series, columns.size());
        return OptionalInt.of(columns.size() - 1);
    }

    private void clear() {
        Arrays.fill(values, Double.NaN);
        Arrays.fill(expected, Double.NaN);
        Arrays.fill(strengths, Double.NaN);
        notable.clear();
    }

    private void remember(SeriesSample moment, ServiceEscalation escalation) {
        told.put(moment, escalation);
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
    }
}
