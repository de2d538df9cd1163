/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.AnomalyPost;
import io.aegis.bench.load.openloop.Percentiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Asks for anomalies as a monitoring system does: one sample a request, of many series in turn, each a minute later. */
final class DetectAnomaly implements Scenario {

    /** What many services call for each sample. */
    private static final Comparison ISOLATION_FOREST = new Comparison(
            "one call of scikit-learn's IsolationForest, in process",
            "13.3 ms",
            "measured before on a machine of two such cores, not in this run");

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        Options options = bench.options();
        var load = SteadyLoad.of(options, 500, 20, 64);
        long series = options.number(LoadOption.SERIES, 1_000, 1, 1_000_000);
        Instant start = bench.clock().instant();
        String run = Long.toString(start.toEpochMilli());
        try (var population = bench.requests(load.clients(), target -> {
            AnomalyPost post = AnomalyPost.to(target, options.text(LoadOption.KEY), false, run, start);
            return number -> post.single(number % series, number / series);
        })) {
            Phase phase = load.run(bench, "detect-anomaly", population);
            Percentiles times = phase.times();
            List<Goal> goals = new ArrayList<>(load.goals(phase, "200"));
            goals.add(Goal.below("p99 from schedule, ms", 5, times.p99()));
            return new ScenarioFindings(List.of(phase), new TreeMap<>(), goals, List.of(ISOLATION_FOREST));
        }
    }
}
