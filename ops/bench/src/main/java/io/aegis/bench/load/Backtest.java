/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.AnomalyPost;
import io.aegis.bench.load.openloop.ArrivalSchedule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Scores histories of series that are new, many samples a request, with a score for each, as fast as they are answered. */
final class Backtest implements Scenario {

    private static final double SAMPLES_PER_SECOND = 50_000;

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        Options options = bench.options();
        int samples = (int) options.number(LoadOption.SAMPLES, 10_000, 1, 10_000);
        long count = options.number(LoadOption.COUNT, 60, 1, 100_000);
        long warmup = options.number(LoadOption.WARMUP, 20, 1, 1_000);
        int clients = (int) options.number(LoadOption.CLIENTS, 2, 1, 64);
        Duration limit = Duration.ofSeconds(options.number(LoadOption.LIMIT_SECONDS, 300, 1, 3_600));
        Instant start = bench.clock().instant();
        String run = Long.toString(start.toEpochMilli());
        try (var population = bench.requests(clients, target -> {
            AnomalyPost post = AnomalyPost.to(target, options.text(LoadOption.KEY), true, run, start);
            return number -> post.history(number, samples);
        })) {
            bench.closed("warm-up", ArrivalSchedule.allAtOnce(0, warmup), population.clients(), limit);
            Phase phase =
                    bench.closed("backtest", ArrivalSchedule.allAtOnce(warmup, count), population.clients(), limit);
            return new ScenarioFindings(
                    List.of(phase),
                    new TreeMap<>(),
                    List.of(
                            Goal.exactly(
                                    "requests not answered with 200",
                                    0,
                                    phase.result().others("200")),
                            Goal.atLeast("samples/s", SAMPLES_PER_SECOND, phase.answeredPerSecond() * samples)));
        }
    }
}
