/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Replays a day of Nezha minute by minute: {@code NezhaMain FOLDER [SERVER]}. Without a server the detector is asked directly;
 * the server's key is in the environment, {@code API_KEY}. Of days of Train-Ticket only what is before 16:00 counts, when
 * its load stops.
 */
public final class NezhaMain {

    private static final int DONE = 0;
    private static final int USAGE = 2;
    private static final String TRAIN_TICKET = "2023";

    private final Map<String, String> environment;
    private final PrintStream out;

    NezhaMain(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new NezhaMain(System.getenv(), System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            out.println("usage: NezhaMain FOLDER [SERVER]");
            return USAGE;
        }
        Path folder = Path.of(arguments.getFirst());
        Day day = Day.read(folder);
        FailureJudge failureJudge = arguments.size() < 2
                ? new LocalFailureJudge()
                : new HttpFailureJudge(
                        URI.create(arguments.get(1)), environment.getOrDefault("API_KEY", "dev_api_key"));
        long start = System.nanoTime();
        NavigableMap<Instant, Judged> judged = Replay.run(day, failureJudge);
        double seconds = (System.nanoTime() - start) / 1e9;
        String name = String.valueOf(folder.getFileName());
        Instant until = name.startsWith(TRAIN_TICKET) ? Instant.parse(name + "T16:00:00Z") : Instant.MAX;
        out.printf(
                Locale.ROOT,
                "%s: %d samples, %d lines, %d minutes judged in %.1f s%n",
                name,
                day.samples().size(),
                day.logs().size(),
                judged.size(),
                seconds);
        out.println(Figures.of(day.faults(), judged, until).text());
        return DONE;
    }
}
