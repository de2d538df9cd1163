/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Raises the rate of new texts by a quarter at a time until the server no longer keeps its word. */
final class HighestRate implements Scenario {

    private static final double GOAL = 2_000;

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        var load = SteadyLoad.of(bench.options(), 1_000, 10, NewTexts.CLIENTS);
        List<Phase> steps = new ArrayList<>();
        double best = 0;
        try (var population = bench.population(load.clients(), bench.complaints()::text)) {
            ArrivalSchedule schedule = ArrivalSchedule.atRate(0, load.rate(), load.warmup());
            bench.steady("warm-up", schedule, population.clients());
            long rate = load.rate();
            boolean kept = true;
            while (kept && rate <= SteadyLoad.MAX_RATE) {
                schedule = ArrivalSchedule.atRate(schedule.end(), rate, load.seconds());
                Phase step = bench.steady("new at " + rate + "/s", schedule, population.clients());
                steps.add(step);
                kept = kept(step);
                best = kept ? step.answeredPerSecond() : best;
                rate += rate / 4 + 1;
            }
        }
        Goal goal = Goal.atLeast("highest answers/s with p99 < 50 ms and no errors", GOAL, best);
        return new ScenarioFindings(steps, new TreeMap<>(), List.of(goal));
    }

    private static boolean kept(Phase step) {
        return step.result().others("201") == 0
                && step.times().p99() < NewTexts.P99_MILLIS
                && step.answeredPerSecond() >= 0.97 * step.scheduledPerSecond();
    }
}
