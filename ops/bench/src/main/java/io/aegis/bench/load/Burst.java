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
    public Findings run(Bench bench) throws IOException, InterruptedException {
        int posts = (int) bench.options().number("count", 2_000, 1, 5_000);
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
            long dishonest = attempts.entrySet().stream()
                    .filter(attempt -> !List.of("201", "503").contains(attempt.getKey()))
                    .mapToLong(attempt -> attempt.getValue())
                    .sum();
            List<Goal> goals = List.of(
                    Goal.exactly(
                            "posts stored in the end", posts, phase.result().answers("201")),
                    Goal.exactly("attempts answered with neither 201 nor 503", 0, dishonest));
            return new Findings(List.of(phase), counts.sums(), goals);
        }
    }
}
