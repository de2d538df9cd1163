/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.text.Complaints;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Thousands of distinct posts in the same moment, each on its own connection. A server may refuse some with 503, honestly: then
 * repeating them after {@code Retry-After} must succeed, and nothing else may happen.
 */
final class Burst implements Scenario {

    private static final int RETRIES = 30;

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        int posts = (int) bench.options().number(LoadOption.COUNT, 2_000, 1, 5_000);
        Complaints complaints = bench.complaints();
        long first = bench.warmUp(complaints::text);
        var counts = new Counts();
        try (var population = bench.population(
                posts,
                complaints::text,
                answer -> counts.add("attempts", Integer.toString(answer.status())),
                RETRIES)) {
            Phase phase = bench.crowd("burst", first, population.clients());
            SortedMap<String, Long> attempts = counts.sums().getOrDefault("attempts", new TreeMap<>());
            long stored = phase.result().answers("201") + phase.result().answers("200");
            List<Goal> goals = List.of(
                    Goal.exactly("posts stored in the end", posts, stored),
                    Goal.exactly("attempts answered otherwise", 0, otherwise(attempts)));
            return new ScenarioFindings(List.of(phase), counts.sums(), goals);
        }
    }

    /** Answers beside 201 and 503. A commit that was not confirmed in time is a 503 too, and its repetition finds the row: 200. */
    private static long otherwise(SortedMap<String, Long> attempts) {
        long all = attempts.values().stream().mapToLong(Long::longValue).sum();
        long refused = attempts.getOrDefault("503", 0L);
        long found = Math.min(attempts.getOrDefault("200", 0L), refused);
        return all - attempts.getOrDefault("201", 0L) - refused - found;
    }
}
