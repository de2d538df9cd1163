/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.text.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Posts every text of a file with a few clients, each as soon as its last answer came, or at a steady rate when one is given.
 * Without a rate this is a closed loop: read the times from sending.
 */
final class PostFile implements Scenario {

    private static final int RETRIES = 10;

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        Options options = bench.options();
        Path file = options.file();
        List<String> texts = TextFile.read(file);
        if (texts.isEmpty()) {
            throw new UsageException("there are no texts in " + file);
        }
        int clients = (int) options.number(LoadOption.CLIENTS, 8, 1, 1_000);
        var counts = new Counts();
        try (var population = bench.population(
                clients,
                number -> texts.get((int) number),
                answer -> FeedbackResponse.of(answer).countLabels(counts),
                RETRIES)) {
            Phase phase = post(bench, population, texts.size());
            long errors = phase.result().failures().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    + phase.result().answers().tailMap("500").values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            return new ScenarioFindings(
                    List.of(phase), counts.sums(), List.of(Goal.exactly("server errors", 0, errors)));
        }
    }

    private static Phase post(Bench bench, Population population, int texts) throws InterruptedException {
        Options options = bench.options();
        if (options.has(LoadOption.RATE)) {
            long rate = options.number(LoadOption.RATE, 1, 1, SteadyLoad.MAX_RATE);
            var schedule = new ArrivalSchedule(0, texts, Duration.ofNanos(1_000_000_000L * texts / rate));
            return bench.steady("post-file", schedule, population.clients());
        }
        var limit = Duration.ofSeconds(options.number(LoadOption.LIMIT_SECONDS, 600, 1, 3_600));
        return bench.closed("post-file", ArrivalSchedule.allAtOnce(0, texts), population.clients(), limit);
    }
}
