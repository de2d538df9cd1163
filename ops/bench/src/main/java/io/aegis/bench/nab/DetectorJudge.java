/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Windows;

/**
 * The detector itself, without a service around it.
 *
 * @param warmupGiven whether it is told how many rows are not scored, as the benchmark tells every detector
 */
record DetectorJudge(boolean warmupGiven) implements SeriesJudge {

    @Override
    public double[] scores(NabSeries series) {
        Windows windows = warmupGiven ? Windows.ofWarmup(series.probation()) : Windows.service();
        var detector = new SeriesDetector(MetricType.REQUEST_RATE, windows);
        double[] scores = new double[series.values().size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = detector.judge(
                            series.times().get(row), series.values().get(row))
                    .score();
        }
        return scores;
    }
}
