/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import java.time.Instant;
import java.util.List;

/**
 * One file of the Numenta Anomaly Benchmark.
 *
 * @param name its path in the corpus
 * @param times of the rows, read as UTC
 * @param values of the rows
 * @param windows where anomalies are, in rows, in order
 */
record NabSeries(String name, List<Instant> times, List<Double> values, List<Window> windows) {

    private static final int LONGEST_PROBATION = 750;

    /**
     * A stretch of rows in which one anomaly is to be found.
     *
     * @param first its first row
     * @param last its last row
     */
    record Window(int first, int last) {

        boolean holds(int row) {
            return row >= first && row <= last;
        }

        int rows() {
            return last - first + 1;
        }
    }

    /** Rows at the beginning that are not scored. */
    int probation() {
        return Math.min((int) (0.15 * values.size()), LONGEST_PROBATION);
    }
}
