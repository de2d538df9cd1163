/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.RemoteWritePost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes samples as a Prometheus does: some hundreds a request, each of another series, and a minute later the same series
 * again.
 */
final class RemoteWrite implements Scenario {

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        Options options = bench.options();
        var load = SteadyLoad.of(options, 10, 20, 16);
        int samples = (int) options.number(LoadOption.SAMPLES, 500, 1, RemoteWritePost.MAX_SAMPLES);
        long parts = Math.max(1, options.number(LoadOption.SERIES, 3_000, 1, 1_000_000) / samples);
        Instant now = bench.clock().instant();
        Instant start = WrittenMinutes.start(now, load.rate() * (load.warmup() + load.seconds()), parts);
        String run = Long.toString(now.toEpochMilli());
        try (var population = bench.requests(load.clients(), target -> {
            RemoteWritePost post = RemoteWritePost.to(target, options.text(LoadOption.KEY), run, start);
            return number -> post.minute(number % parts * samples, samples, number / parts);
        })) {
            Phase phase = load.run(bench, "remote-write", population);
            SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
            counts.put("samples", new TreeMap<>(Map.of("per second", Math.round(phase.answeredPerSecond() * samples))));
            return new ScenarioFindings(List.of(phase), counts, load.goals(phase, "204"));
        }
    }
}
