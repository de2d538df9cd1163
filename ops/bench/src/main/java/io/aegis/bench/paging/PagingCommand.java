/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import io.aegis.bench.points.PointsClient;
import io.aegis.bench.product.ProductClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How often the product would wake somebody. The series are those in a folder ({@code series.csv}, {@code events.json}), or
 * made of so many seeds from the first on. The server's key is in the environment, {@code API_KEY}.
 */
@Command(
        name = "paging",
        description = "Count how often somebody would be woken, and for what, on series of eight kinds.")
public final class PagingCommand implements Callable<Integer> {

    private static final int MOST_SEEDS = 1_000;

    /** A Monday, midnight. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final Map<String, String> environment;
    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "with series.csv and events.json; without it series are made")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the first (default: ${DEFAULT-VALUE})")
    private int seed;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "5",
            description = "seeds, up to 1000 (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(
            names = "--url",
            paramLabel = "SERVER",
            defaultValue = "http://127.0.0.1:8000",
            description = "that judges (default: ${DEFAULT-VALUE})")
    private URI server = URI.create("http://127.0.0.1:8000");

    @Option(names = "--direct", description = "ask the domain, without a server")
    private boolean direct;

    /**
     * The command.
     *
     * @param environment where the server's key is
     * @param out takes the report
     */
    public PagingCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Exit code 0 when the goals are met, 1 when one is missed. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        return report(series(), judge()) ? 0 : 1;
    }

    private List<MadeSeries> series() throws IOException {
        if (folder.isPresent()) {
            return SeriesFolder.read(folder.get());
        }
        int last = seed + Math.clamp(count, 1, MOST_SEEDS) - 1;
        List<MadeSeries> made = new ArrayList<>();
        for (SeriesKind kind : SeriesKind.values()) {
            for (int each = seed; each <= last; each++) {
                made.addAll(SeriesMaker.make(kind, each));
            }
        }
        return made;
    }

    private PageJudge judge() {
        return direct
                ? new DirectJudge(START)
                : new HttpPageJudge(
                        new PointsClient(ProductClient.of(server, environment)),
                        START,
                        UUID.randomUUID().toString());
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
