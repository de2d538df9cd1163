/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.openloop.Percentiles;
import io.aegis.bench.load.text.Complaints;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Posts texts that are stored already: the fast path. */
final class Duplicates implements Scenario {

    private static final int SET_UP_CLIENTS = 16;
    private static final Duration SET_UP_LIMIT = Duration.ofMinutes(5);

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        var load = SteadyLoad.of(bench.options(), 1_000, 20, 64);
        long distinct = bench.options().number(LoadOption.DISTINCT, 1_000, 1, 1_000_000);
        Complaints complaints = bench.complaints();
        try (var writers = bench.population(SET_UP_CLIENTS, complaints::text, Bench.UNHEARD, 10)) {
            bench.closed("set-up", ArrivalSchedule.allAtOnce(0, distinct), writers.clients(), SET_UP_LIMIT);
        }
        try (var population = bench.population(load.clients(), number -> complaints.text(number % distinct))) {
            Phase phase = load.run(bench, "duplicates", population);
            Percentiles times = phase.times();
            List<Goal> goals = new ArrayList<>(load.goals(phase, "200"));
            goals.add(Goal.below("p50 from schedule, ms", 1, times.p50()));
            goals.add(Goal.below("p99 from schedule, ms", 5, times.p99()));
            return new ScenarioFindings(List.of(phase), new TreeMap<>(), goals);
        }
    }
}
