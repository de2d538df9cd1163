/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Calibration;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.ServiceStrength;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.model.ServiceForest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the series of one service say together, in order of time. Each series counts with its newest sample, which makes part of a
 * moment for {@code 5} minutes; a moment is judged when half the series that the model knows are there, as when it was trained.
 * What is strange is told by the strongest new sample of the moment, with its full score when nothing was strange in the
 * five minutes before. Thread-safe.
 */
final class ServiceTrack {

    private static final Duration TOGETHER = Duration.ofMinutes(5);
    private static final int REMEMBERED = 256;
    private static final int MOST_FOREIGN = 256;

    /** By what their own series say. */
    static final Comparator<Judged> STRONGEST = Comparator.<Judged>comparingDouble(
                    judged -> judged.verdict().strength())
            .thenComparing(judged -> judged.moment().series().type())
            .thenComparing(judged -> judged.moment().series().labels().toString())
            .thenComparing(judged -> judged.moment().sample(), Measurement.IN_TIME);

    /**
     * A sample and what its own series says of it.
     *
     * @param notable whether it is at least the least effect of its type from what was expected
     */
    record Judged(SeriesSample moment, Verdict verdict, boolean notable) {

        Instant at() {
            return moment.sample().time();
        }
    }

    /** The newest of a series. */
    private record Newest(Measurement sample, double strength) {}

    private final ServiceForest forest;
    private final double threshold;
    private final Map<Series, OptionalInt> columns = new HashMap<>();
    private final Map<Series, Newest> newest = new HashMap<>();
    private final Map<SeriesSample, ServiceEscalation> told = new LinkedHashMap<>();
    private Instant lastStrange = Instant.MIN;

    /**
     * Nothing seen yet.
     *
     * @param forest knows the usual combinations
     * @param threshold scores from here are strange
     */
    ServiceTrack(ServiceForest forest, double threshold) {
        this.forest = forest;
        this.threshold = threshold;
    }

    /** What was made of the samples of a request. */
    record Outcome(Map<SeriesSample, ServiceEscalation> escalation, double score, boolean begins, int series) {}

    /** Takes the samples of a request, in any order. */
    synchronized Outcome judge(List<Judged> samples) {
        TreeMap<Instant, List<Judged>> moments = new TreeMap<>();
        Map<SeriesSample, ServiceEscalation> escalation = new HashMap<>();
        for (Judged judged : samples) {
            Optional.ofNullable(told.get(judged.moment())).ifPresent(again -> escalation.put(judged.moment(), again));
            if (judged.verdict().standing() == SampleOrder.NEW && column(judged).isPresent()) {
                moments.computeIfAbsent(judged.at(), _ -> new ArrayList<>()).add(judged);
            }
        }
        double loudest = 0;
        boolean begins = false;
        for (Map.Entry<Instant, List<Judged>> moment : moments.entrySet()) {
            moment.getValue().sort(STRONGEST);
            Optional<ServiceEscalation> found = judge(moment.getKey(), moment.getValue());
            if (found.isPresent()) {
                loudest = Math.max(loudest, found.get().score());
                begins |= found.get().begins();
                if (found.get().score() >= threshold) {
                    SeriesSample strongest = moment.getValue().getLast().moment();
                    escalation.put(strongest, found.get());
                    remember(strongest, found.get());
                }
            }
        }
        return new Outcome(escalation, loudest, begins, newest.size());
    }

    private Optional<ServiceEscalation> judge(Instant at, List<Judged> samples) {
        for (Judged judged : samples) {
            newest.put(
                    judged.moment().series(),
                    new Newest(judged.moment().sample(), judged.verdict().strength()));
        }
        // A moment older than the others is judged without those, and does not put them out of sight.
        List<Map.Entry<Series, Newest>> together = newest.entrySet().stream()
                .filter(each -> !each.getValue().sample().time().isAfter(at)
                        && each.getValue().sample().time().isAfter(at.minus(TOGETHER)))
                .toList();
        if (2 * together.size() < forest.width()) {
            return Optional.empty();
        }
        double[] row = new double[forest.width()];
        Arrays.fill(row, Double.NaN);
        together.forEach(each -> column(each.getKey())
                .ifPresent(column -> row[column] = each.getValue().sample().value()));
        double strangeness = forest.strangeness(row);
        double strength = strangeness
                * ServiceStrength.of(together.stream()
                        .mapToDouble(each -> each.getValue().strength())
                        .toArray());
        double score = Calibration.score(strength);
        boolean strange = score >= threshold;
        boolean begins = strange && !lastStrange.isAfter(at.minus(TOGETHER));
        lastStrange = strange && at.isAfter(lastStrange) ? at : lastStrange;
        return Optional.of(new ServiceEscalation(score, begins, strangeness));
    }

    private OptionalInt column(Judged judged) {
        return column(judged.moment().series());
    }

    private OptionalInt column(Series series) {
        if (columns.size() > MOST_FOREIGN + ServiceForest.MOST_SERIES && !columns.containsKey(series)) {
            columns.clear();
        }
        return columns.computeIfAbsent(series, forest::column);
    }

    private void remember(SeriesSample moment, ServiceEscalation escalation) {
        told.put(moment, escalation);
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
    }
}
