/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.anomaly.JointDeviation;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the metrics of one server say together, each by its own detector and all by what is usual for them jointly. */
final class ServerJudge {

    private final List<SeriesDetector> detectors = new ArrayList<>();
    private final JointDeviation joint;

    ServerJudge(int metrics, int warmup) {
        for (int metric = 0; metric < metrics; metric++) {
            detectors.add(new SeriesDetector(MetricType.REQUEST_RATE, Windows.ofWarmup(warmup)));
        }
        joint = new JointDeviation(metrics);
    }

    /** Judges a row, and learns it. */
    double strength(Instant time, double[] values) {
        double[] strengths = new double[values.length];
        double[] expected = new double[values.length];
        for (int metric = 0; metric < values.length; metric++) {
            Verdict verdict = detectors.get(metric).judge(time, values[metric]);
            strengths[metric] = verdict.strength();
            expected[metric] = verdict.band().expected();
        }
        double ratio = joint.ratio(values, expected);
        joint.learn(values, expected);
        return JointDeviation.strength(ratio, strengths);
    }
}
