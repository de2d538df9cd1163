/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The volume under the surface of precision and recall (Paparrizos et al., "Volume Under the Surface: A New Accuracy Evaluation
 * Measure for Time-Series Anomaly Detection", VLDB 2022): the area under the curve, averaged over buffers around the labels
 * from none up to a longest one. A row in a buffer counts as partly anomalous, and recall is multiplied by the share of
 * anomalies that were met at all.
 */
final class VusPr {

    private static final int THRESHOLDS = 250;

    /** Rows from the first to the last, both included. */
    private record Stretch(int first, int last) {}

    private final BitSet anomalous;
    private final double[] scores;
    private final double[] sorted;
    private final List<Stretch> anomalies;

    private VusPr(BitSet anomalous, double[] scores) {
        this.anomalous = anomalous;
        this.scores = scores;
        sorted = scores.clone();
        Arrays.sort(sorted);
        anomalies = stretches(anomalous);
    }

    /**
     * The measure, 0 to 1.
     *
     * @param longest rows of the longest buffer, half of it on either side
     */
    static double of(BitSet anomalous, double[] scores, int longest) {
        var measure = new VusPr(anomalous, scores);
        double sum = 0;
        for (int buffer = 0; buffer <= longest; buffer++) {
            sum += measure.area(buffer, longest);
        }
        return sum / (longest + 1);
    }

    /** The area under the curve with one buffer. */
    private double area(int buffer, int longest) {
        double[] labels = labels(buffer);
        List<Stretch> buffered = widened(buffer / 2);
        List<Stretch> counted = widened(longest / 2);
        double area = 0;
        double recallBefore = 0;
        for (int i = 0; i < THRESHOLDS; i++) {
            int rank = (int) ((long) i * (scores.length - 1) / (THRESHOLDS - 1));
            double threshold = sorted[scores.length - 1 - rank];
            double hits = 0;
            double found = 0;
            for (Stretch stretch : counted) {
                for (int row = stretch.first(); row <= stretch.last(); row++) {
                    boolean detected = scores[row] >= threshold;
                    hits += detected ? labels[row] : 0;
                    found += detected || anomalous.get(row) ? labels[row] : 0;
                }
            }
            double met =
                    buffered.stream().filter(stretch -> met(stretch, threshold)).count();
            double recall = Math.min(1, hits / ((anomalous.cardinality() + found) / 2)) * met / buffered.size();
            area += (recall - recallBefore) * hits / detected(threshold);
            recallBefore = recall;
        }
        return area;
    }

    private boolean met(Stretch stretch, double threshold) {
        for (int row = stretch.first(); row <= stretch.last(); row++) {
            if (scores[row] >= threshold) {
                return true;
            }
        }
        return false;
    }

    private int detected(double threshold) {
        int count = 0;
        for (double score : scores) {
            count += score >= threshold ? 1 : 0;
        }
        return count;
    }

    /** 1 in an anomaly, falling to the root of a half at the ends of its buffer, 0 elsewhere. */
    private double[] labels(int buffer) {
        double[] labels = new double[scores.length];
        for (Stretch anomaly : anomalies) {
            int from = Math.max(0, anomaly.first() - buffer / 2);
            int to = Math.min(labels.length - 1, anomaly.last() + buffer / 2);
            for (int row = from; row <= to; row++) {
                int away = Math.max(Math.max(anomaly.first() - row, row - anomaly.last()), 0);
                labels[row] = Math.min(1, labels[row] + (away == 0 ? 1 : Math.sqrt(1 - away / (double) buffer)));
            }
        }
        return labels;
    }

    /** The anomalies with so many rows more on either side, those that meet in one. */
    private List<Stretch> widened(int rows) {
        var widened = new ArrayList<Stretch>();
        for (Stretch anomaly : anomalies) {
            int from = Math.max(0, anomaly.first() - rows);
            int to = Math.min(scores.length - 1, anomaly.last() + rows);
            if (!widened.isEmpty() && widened.getLast().last() >= from) {
                from = widened.removeLast().first();
            }
            widened.add(new Stretch(from, to));
        }
        return widened;
    }

    private static List<Stretch> stretches(BitSet anomalous) {
        var found = new ArrayList<Stretch>();
        for (int first = anomalous.nextSetBit(0);
                first >= 0;
                first = anomalous.nextSetBit(found.getLast().last() + 1)) {
            found.add(new Stretch(first, anomalous.nextClearBit(first) - 1));
        }
        return found;
    }
}
