/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.bench.product.ProductClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Replays a day of Nezha minute by minute. Without a server the detector is asked directly; the server's key is in the
 * environment, {@code API_KEY}. Of days of Train-Ticket only what is before 16:00 counts, when its load stops.
 */
@Command(name = "nezha", description = "Replay a day of Nezha minute by minute, and count the failures found.")
public final class NezhaCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final String TRAIN_TICKET = "2023";

    private final Map<String, String> environment;
    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "a day of Nezha, named by its date")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SERVER",
            description = "that judges, such as http://127.0.0.1:8000; without it the detector is asked")
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--entry-and-calls",
            description =
                    "show also how many requests fail at the entry and, without a server, how long calls between services take")
    private boolean outer;

    /**
     * The command.
     *
     * @param environment where the server's key is
     * @param out takes the figures
     */
    public NezhaCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Day day = Day.read(folder, outer);
        FailureJudge failureJudge = server.isEmpty()
                ? new LocalFailureJudge()
                : new HttpFailureJudge(ProductClient.of(server.get(), environment));
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
        out.println(KindsTold.of(day, judged, until).text());
        return DONE;
    }
}
