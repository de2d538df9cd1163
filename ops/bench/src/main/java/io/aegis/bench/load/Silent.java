/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Two hundred clients that each post a new text every half second, to a server whose LLM never answers. Were every post to wait
 * for the whole deadline of half a second, just all 200 would be under way at any moment.
 */
final class Silent implements Scenario {

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        var load = SteadyLoad.of(bench.options(), 400, 30, 200);
        try (var population = bench.population(load.clients(), bench.complaints()::text)) {
            Phase phase = load.run(bench, "silent", population);
            List<Goal> goals = new ArrayList<>(load.goals(phase, "201"));
            goals.add(Goal.below("p99.9 from schedule, ms", 500, phase.times().p999()));
            return new ScenarioFindings(List.of(phase), new TreeMap<>(), goals);
        }
    }
}
