/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import io.aegis.bench.points.PointsClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How often the product would wake somebody: {@code PagingMain [FOLDER] [--seed N] [--count N] [--url SERVER | --direct]}.
 * The series are those in the folder ({@code series.csv}, {@code events.json}), or made of so many seeds from the first on.
 * The server's key is in the environment, {@code API_KEY}.
 */
public final class PagingMain {

    private static final String USAGE =
            "usage: paging [FOLDER] [--seed N] [--count N] [--url http://127.0.0.1:8000 | --direct]";
    private static final int MOST_SEEDS = 1_000;

    /** A Monday, midnight. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final Map<String, String> environment;
    private final PrintStream out;

    PagingMain(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the command and exits with its code: 0 goals met, 1 a goal missed, 2 wrong usage. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new PagingMain(System.getenv(), System.out).run(List.of(arguments)));
    }

    /** What was asked for. */
    private record Options(Optional<Path> folder, int seed, int count, Optional<URI> server) {

        static Options of(List<String> arguments) {
            Optional<Path> folder = Optional.empty();
            int seed = 1;
            int count = 5;
            Optional<URI> server = Optional.of(URI.create("http://127.0.0.1:8000"));
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                if (argument.equals("--direct")) {
                    server = Optional.empty();
                } else if (argument.startsWith("--") && i + 1 < arguments.size()) {
                    String value = arguments.get(++i);
                    switch (argument) {
                        case "--seed" -> seed = Integer.parseInt(value);
                        case "--count" -> count = Math.clamp(Integer.parseInt(value), 1, MOST_SEEDS);
                        case "--url" -> server = Optional.of(URI.create(value));
                        default -> throw new IllegalArgumentException(USAGE);
                    }
                } else if (folder.isEmpty() && Files.isDirectory(Path.of(argument))) {
                    folder = Optional.of(Path.of(argument));
                } else {
                    throw new IllegalArgumentException(USAGE);
                }
            }
            return new Options(folder, seed, count, server);
        }
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        try {
            Options options = Options.of(arguments);
            return report(series(options), judge(options)) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return 2;
        }
    }

    private static List<MadeSeries> series(Options options) throws IOException {
        if (options.folder().isPresent()) {
            return SeriesFolder.read(options.folder().get());
        }
        List<MadeSeries> made = new ArrayList<>();
        for (SeriesKind kind : SeriesKind.values()) {
            for (int seed = options.seed(); seed < options.seed() + options.count(); seed++) {
                made.addAll(SeriesMaker.make(kind, seed));
            }
        }
        return made;
    }

    private PageJudge judge(Options options) {
        return options.server()
                .<PageJudge>map(server -> new HttpPageJudge(
                        new PointsClient(server, environment.getOrDefault("API_KEY", "dev_api_key")),
                        START,
                        UUID.randomUUID().toString()))
                .orElseGet(() -> new DirectJudge(START));
    }

    private boolean report(List<MadeSeries> series, PageJudge judge) throws IOException, InterruptedException {
        Map<SeriesKind, PagingTally> byKind = new EnumMap<>(SeriesKind.class);
        var all = new PagingTally();
        for (MadeSeries each : series) {
            WakeUps pages = judge.judge(each);
            byKind.computeIfAbsent(each.kind(), _ -> new PagingTally()).add(each, pages);
            all.add(each, pages);
        }
        out.println("kind         alarms a series-day without events, events found, median of minutes to detect");
        byKind.forEach((kind, tally) -> out.println(tally.row(kind.label())));
        out.println(all.row("all"));
        out.printf(
                "after a legitimate shift: at most %d pages, %d later than six hours%n",
                all.pagesAfterShift(), all.pagesLongAfterShift());
        return all.alarmsPerDay() <= 0.10
                && all.recall() >= 0.95
                && all.minutesToDetect() <= 1
                && all.pagesAfterShift() <= 2
                && all.pagesLongAfterShift() == 0
                && seasonalFound(byKind);
    }

    private static boolean seasonalFound(Map<SeriesKind, PagingTally> byKind) {
        return byKind.entrySet().stream()
                .filter(each -> each.getKey() == SeriesKind.DAILY || each.getKey() == SeriesKind.WEEKLY)
                .allMatch(each -> each.getValue().recall() == 1);
    }
}
