/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Arrays;

/**
 * How far the mean errors of forecast of several series lie together from where they usually lie: Mahalanobis' distance with a
 * covariance that is learned as they come. With the deviations {@code z} of the series, each in its own scale and bounded,
 * and their correlation {@code R}, it is {@code sqrt(z' ((1 - s) R + s I)^-1 z / series)}, {@code s} = {@value #SHRINKAGE} (Ledoit
 * and Wolf, "Honey, I Shrunk the Sample Covariance Matrix", 2004, with a constant share). It is told as a multiple of its own
 * mean.
 */
final class JointWindow {

    /** Scales beyond which nothing counts for more: what only one series says is for its own detector. */
    private static final double FARTHEST = 5;

    private static final double SHRINKAGE = 0.5;

    /** Rows that the past weighs at most, so that it is forgotten. */
    private static final int LONGEST_PAST = 16_384;

    /** Rows after which the matrix is inverted anew. */
    private static final int REFRESH = 24;

    private final int width;
    private final double[] center;
    private final double[] comoments;
    private final float[] precision;
    private final double[] deviations;
    private double usual = 1;
    private long judged;
    private long learned;

    JointWindow(int width) {
        this.width = width;
        center = new double[width];
        comoments = new double[place(width, 0)];
        precision = new float[comoments.length];
        deviations = new double[width];
        for (int column = 0; column < width; column++) {
            precision[place(column, column)] = 1;
        }
    }

    /**
     * How many times as far as usual these errors are; nothing is learned.
     *
     * @param means NaN where there is none
     * @param past says which columns are known well enough, and the least scale of each
     */
    double ratio(double[] means, ColumnPast[] past) {
        return distance(means, past) / usual;
    }

    /** Learns a row, of which nothing counts beyond what is bounded in the judgement. */
    void learn(double[] means, ColumnPast[] past) {
        double distance = distance(means, past);
        if (distance > 0) {
            judged++;
            usual += (distance - usual) / Math.min(judged + 1, LONGEST_PAST);
        }
        for (int column = 0; column < width; column++) {
            deviations[column] = means[column] - center[column];
            if (past[column].known()) {
                double bound = FARTHEST * scale(column, past[column]);
                deviations[column] = Math.clamp(deviations[column], -bound, bound);
            }
        }
        for (int column = 0; column < width; column++) {
            if (Double.isNaN(deviations[column])) {
                continue;
            }
            center[column] += deviations[column] * rate(past[column].seen());
            for (int other = 0; other <= column; other++) {
                if (!Double.isNaN(deviations[other])) {
                    int pair = place(column, other);
                    double rate = rate(Math.min(past[column].seen(), past[other].seen()));
                    comoments[pair] += rate * (deviations[column] * deviations[other] - comoments[pair]);
                }
            }
        }
        if (learned++ % REFRESH == 0) {
            invert(past);
        }
    }

    private double distance(double[] means, ColumnPast[] past) {
        int known = 0;
        for (int column = 0; column < width; column++) {
            deviations[column] = 0;
            if (past[column].known() && !Double.isNaN(means[column])) {
                deviations[column] = bounded(means[column] - center[column], scale(column, past[column]));
                known++;
            }
        }
        double sum = 0;
        for (int column = 0; column < width; column++) {
            if (deviations[column] == 0) {
                continue;
            }
            double together = precision[place(column, column)] * deviations[column] / 2;
            for (int other = 0; other < column; other++) {
                together += precision[place(column, other)] * deviations[other];
            }
            sum += 2 * together * deviations[column];
        }
        return known == 0 ? 0 : Math.sqrt(Math.max(0, sum) / known);
    }

    private static double bounded(double deviation, double scale) {
        return deviation == 0 ? 0 : Math.clamp(deviation / scale, -FARTHEST, FARTHEST);
    }

    private double scale(int column, ColumnPast past) {
        return Math.hypot(Math.sqrt(comoments[place(column, column)]), past.leastScale());
    }

    private static double rate(long seen) {
        return 1.0 / Math.min(seen + 1, LONGEST_PAST);
    }

    /** Where samples are missing the correlations need not fit together: then each series counts for itself. */
    private void invert(ColumnPast[] past) {
        double[][] matrix = new double[width][width];
        for (int row = 0; row < width; row++) {
            for (int column = 0; column <= row; column++) {
                matrix[row][column] = (1 - SHRINKAGE) * correlation(row, column, past);
            }
            matrix[row][row] += past[row].known() ? SHRINKAGE : 1;
        }
        if (CholeskyInverse.of(matrix)) {
            for (int row = 0; row < width; row++) {
                for (int column = 0; column <= row; column++) {
                    precision[place(row, column)] = (float) matrix[row][column];
                }
            }
        } else {
            Arrays.fill(precision, 0);
            for (int column = 0; column < width; column++) {
                precision[place(column, column)] = 1;
            }
        }
    }

    private double correlation(int row, int column, ColumnPast[] past) {
        double scales = scale(row, past[row]) * scale(column, past[column]);
        return past[row].known() && past[column].known() && scales > 0
                ? Math.clamp(comoments[place(row, column)] / scales, -1, 1)
                : 0;
    }

    /** Where the lower triangle has a pair. */
    private static int place(int row, int column) {
        return row * (row + 1) / 2 + column;
    }
}
