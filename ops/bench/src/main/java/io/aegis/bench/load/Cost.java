/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.RemoteWritePost;
import io.aegis.bench.load.http.Target;
import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.text.Complaints;
import io.aegis.bench.machine.LocalProcess;
import io.aegis.bench.machine.ProductProcesses;
import io.aegis.bench.product.UploadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a new row, a duplicate, an imported row and a sample cost the processes of the product: processor time from {@code
 * /proc}, bytes allocated, collections. The client's share is in none of it.
 */
final class Cost implements Scenario {

    private static final int CLIENTS = 64;
    private static final long DISTINCT = 1_000;
    private static final long WARM_UP_SECONDS = 10;
    private static final int SAMPLES = 500;
    private static final long SERIES = 3_000;
    private static final long WRITES = 10;

    private final Path dataFolder;

    Cost(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        List<LocalProcess> processes = ProductProcesses.of(dataFolder);
        if (processes.isEmpty()) {
            throw new IOException(
                    "no process of the product works on " + dataFolder + "; name its folder with --data-dir");
        }
        var meter = new CostMeter(processes);
        long seconds = bench.options().number(LoadOption.SECONDS, 20, 1, 600);
        long rate = bench.options().number(LoadOption.RATE, 1_000, 1, SteadyLoad.MAX_RATE);
        List<Phase> phases = new ArrayList<>();
        List<UnitCost> costs = new ArrayList<>();
        newRows(bench, meter, rate / 2 + 1, seconds, phases, costs);
        duplicates(bench, meter, rate, seconds, phases, costs);
        samples(bench, meter, seconds, phases, costs);
        imported(bench, meter, costs);
        return new ScenarioFindings(phases, new TreeMap<>(), List.of(), List.of(), costs);
    }

    private static void newRows(
            Bench bench, CostMeter meter, long rate, long seconds, List<Phase> phases, List<UnitCost> costs)
            throws IOException, InterruptedException {
        try (var population = bench.population(CLIENTS, bench.complaints()::text)) {
            ArrivalSchedule warmUp = ArrivalSchedule.atRate(0, rate, WARM_UP_SECONDS);
            bench.steady("warm-up", warmUp, population.clients());
            ArrivalSchedule schedule = ArrivalSchedule.atRate(warmUp.end(), rate, seconds);
            costs.addAll(meter.measure("new row", () -> {
                phases.add(bench.steady("new", schedule, population.clients()));
                return phases.getLast().result().answers("201");
            }));
        }
    }

    private static void duplicates(
            Bench bench, CostMeter meter, long rate, long seconds, List<Phase> phases, List<UnitCost> costs)
            throws IOException, InterruptedException {
        Complaints complaints = bench.complaints();
        // All of them come once before they are counted.
        long distinct = Math.min(DISTINCT, rate * WARM_UP_SECONDS);
        try (var population = bench.population(CLIENTS, number -> complaints.text(number % distinct))) {
            ArrivalSchedule warmUp = ArrivalSchedule.atRate(0, rate, WARM_UP_SECONDS);
            bench.steady("set-up and warm-up", warmUp, population.clients());
            ArrivalSchedule schedule = ArrivalSchedule.atRate(warmUp.end(), rate, seconds);
            costs.addAll(meter.measure("duplicate", () -> {
                phases.add(bench.steady("duplicates", schedule, population.clients()));
                return phases.getLast().result().answers("200");
            }));
        }
    }

    private static void samples(Bench bench, CostMeter meter, long seconds, List<Phase> phases, List<UnitCost> costs)
            throws IOException, InterruptedException {
        Instant now = bench.clock().instant();
        String run = Long.toString(now.toEpochMilli());
        long parts = SERIES / SAMPLES;
        Instant start = WrittenMinutes.start(now, WRITES * (WARM_UP_SECONDS + seconds), parts);
        // One after the other, as a Prometheus sends samples of one series: what is overtaken is late, and costs a
        // replay.
        try (var population = bench.requests(1, (Target target) -> {
            RemoteWritePost post = RemoteWritePost.to(target, bench.options().text(LoadOption.KEY), run, start);
            return number -> post.minute(number % parts * SAMPLES, SAMPLES, number / parts);
        })) {
            ArrivalSchedule warmUp = ArrivalSchedule.atRate(0, WRITES, WARM_UP_SECONDS);
            bench.steady("warm-up", warmUp, population.clients());
            ArrivalSchedule schedule = ArrivalSchedule.atRate(warmUp.end(), WRITES, seconds);
            costs.addAll(meter.measure("sample", () -> {
                phases.add(bench.steady("remote write", schedule, population.clients()));
                long taken = phases.getLast().result().answers("204") * SAMPLES;
                if (taken == 0) {
                    throw new IOException("no sample was taken: --key needs a key that may write metrics");
                }
                return taken;
            }));
        }
    }

    private static void imported(Bench bench, CostMeter meter, List<UnitCost> costs)
            throws IOException, InterruptedException {
        long rows = bench.options().number(LoadOption.COUNT, 100_000, 1_000, 5_000_000);
        var limit = Duration.ofSeconds(bench.options().number(LoadOption.LIMIT_SECONDS, 600, 1, 3_600));
        Complaints complaints = bench.complaints();
        bench.progress().println("warm-up: an import of " + rows + " rows");
        imported(bench, complaints, 0, rows, limit);
        costs.addAll(meter.measure("imported row", () -> imported(bench, complaints, rows, rows, limit)));
    }

    private static long imported(Bench bench, Complaints complaints, long first, long rows, Duration limit)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("aegis-cost", ".csv");
        try {
            UploadedFile.write(file, complaints.texts(first, rows));
            return bench.upload().imported(file, limit).path("rows_stored").asLong();
        } finally {
            Files.delete(file);
        }
    }
}
