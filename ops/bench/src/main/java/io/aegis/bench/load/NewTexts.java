/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Posts texts that nobody has posted before, for a server without an LLM: analysed, stored and durable before the answer. */
final class NewTexts implements Scenario {

    static final double P99_MILLIS = 50;
    static final int CLIENTS = 256;

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        var load = SteadyLoad.of(bench.options(), 2_100, 20, CLIENTS);
        try (var population = bench.population(load.clients(), bench.complaints()::text)) {
            Phase phase = load.run(bench, "new", population);
            List<Goal> goals = new ArrayList<>(load.goals(phase, "201"));
            goals.add(Goal.below(
                    "p99 from schedule, ms", P99_MILLIS, phase.times().p99()));
            return new ScenarioFindings(List.of(phase), new TreeMap<>(), goals);
        }
    }
}
