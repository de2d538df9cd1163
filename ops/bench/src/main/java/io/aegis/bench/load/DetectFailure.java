/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.FailurePost;
import io.aegis.bench.load.openloop.Percentiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Asks for failures as monitoring does: the last five minutes of many systems in turn. Time passes as it does on the clock, so
 * that within a minute a system's window is asked about again and again.
 */
final class DetectFailure implements Scenario {

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        Options options = bench.options();
        var load = SteadyLoad.of(options, 100, 20, 32);
        long systems = options.number(LoadOption.SYSTEMS, 20, 1, 1_000);
        Instant start = bench.clock().instant();
        String run = Long.toString(start.toEpochMilli());
        try (var population = bench.requests(load.clients(), target -> {
            FailurePost post = FailurePost.to(target, options.text(LoadOption.KEY), run, start);
            long inMinute = 60 * load.rate();
            return number -> post.window(number % systems, number / inMinute);
        })) {
            Phase phase = load.run(bench, "detect-failure", population);
            Percentiles times = phase.times();
            List<Goal> goals = new ArrayList<>(load.goals(phase, "200"));
            goals.add(Goal.below("p99 from schedule, ms", 10, times.p99()));
            return new ScenarioFindings(List.of(phase), new TreeMap<>(), goals);
        }
    }
}
