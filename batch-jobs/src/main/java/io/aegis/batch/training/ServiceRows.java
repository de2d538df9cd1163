/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The past of one service as a table: a row for each moment at which at least half its series were sampled, with the value of
 * each and the strength that its own detector gave it, knowing only what came before.
 *
 * @param series what the columns are
 * @param rows in order of time
 * @param cadence how long the moment of a row lasts
 */
record ServiceRows(List<Series> series, List<Row> rows, Duration cadence) {

    private static final long SHORTEST = 1_000;
    private static final long USUAL = 60_000;
    private static final double ENOUGH = 0.5;

    /** A moment; NaN where a series has no sample. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(Instant at, double[] values, double[] strengths) {

        /** The strengths that there are. */
        double[] known() {
            return Arrays.stream(strengths).filter(Double::isFinite).toArray();
        }
    }

    /** The table of these samples, each series in order of time. */
    static ServiceRows of(Map<Series, List<Measurement>> samples) {
        List<Series> series = List.copyOf(samples.keySet());
        long cadence = cadence(samples);
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (int column = 0; column < series.size(); column++) {
            Series one = series.get(column);
            SeriesDetector detector = new SeriesDetector(one.type(), Windows.service());
            for (Measurement sample : samples.getOrDefault(one, List.of())) {
                double strength = detector.judge(sample.time(), sample.value()).strength();
                long slot = Math.floorDiv(sample.time().toEpochMilli(), cadence);
                Row row = rows.computeIfAbsent(
                        slot, _ -> new Row(Instant.ofEpochMilli(slot * cadence), blank(series), blank(series)));
                row.values()[column] = sample.value();
                // The strongest of a moment counts, as it does in the answer to a request.
                row.strengths()[column] = Math.max(strength, or(row.strengths()[column], 0));
            }
        }
        List<Row> full = new ArrayList<>(rows.values());
        full.removeIf(row -> row.known().length < ENOUGH * series.size());
        return new ServiceRows(series, full, Duration.ofMillis(cadence));
    }

    private static double[] blank(List<Series> series) {
        double[] blank = new double[series.size()];
        Arrays.fill(blank, Double.NaN);
        return blank;
    }

    private static double or(double value, double otherwise) {
        return Double.isFinite(value) ? value : otherwise;
    }

    /** The place of the row that a moment falls into; empty when there is none. */
    OptionalInt place(Instant moment) {
        int from = 0;
        int to = rows.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (rows.get(middle).at().isAfter(moment)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from > 0 && moment.isBefore(rows.get(from - 1).at().plus(cadence))
                ? OptionalInt.of(from - 1)
                : OptionalInt.empty();
    }

    /** The usual time between two samples of the longest series, in milliseconds. */
    private static long cadence(Map<Series, List<Measurement>> samples) {
        List<Measurement> longest = samples.values().stream()
                .max(java.util.Comparator.comparingInt(List::size))
                .orElse(List.of());
        long[] gaps = new long[Math.max(0, longest.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = longest.get(i + 1).time().toEpochMilli()
                    - longest.get(i).time().toEpochMilli();
        }
        Arrays.sort(gaps);
        return gaps.length == 0 ? USUAL : Math.max(SHORTEST, gaps[gaps.length / 2]);
    }
}
