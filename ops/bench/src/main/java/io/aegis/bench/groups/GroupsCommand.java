/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.groups;

import io.aegis.bench.load.openloop.PacingClock;
import io.aegis.bench.product.LaunchedJob;
import io.aegis.bench.product.ProductClient;
import io.aegis.bench.product.UploadedFile;
import io.aegis.bench.quality.Csv;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Has the running product import the questions of Banking77, give them vectors and group them, and prints how well its groups agree with
 * the intents that people gave the questions. The server's key, with the role admin, is in the environment, {@code API_KEY}.
 */
@Command(
        name = "groups",
        description =
                "Tell how well texts that say the same are grouped, on labelled texts that the running product imports.")
public final class GroupsCommand implements Callable<Integer> {

    private static final String FILE = "banking77_train.csv";
    private static final double PRECISION = 0.90;
    private static final double COVERAGE = 0.60;

    private final Map<String, String> environment;
    private final PacingClock time;
    private final PrintStream out;
    private final PrintStream progress;

    @Parameters(paramLabel = "FOLDER", description = "with " + FILE)
    private Path folder = Path.of("");

    @Option(
            names = "--url",
            paramLabel = "SERVER",
            defaultValue = "http://127.0.0.1:8000",
            description = "that groups (default: ${DEFAULT-VALUE}); the questions stay in it")
    private URI server = URI.create("http://127.0.0.1:8000");

    @Option(
            names = "--limit-seconds",
            paramLabel = "N",
            defaultValue = "900",
            description = "at least 1, after which a job counts as hanging (default: ${DEFAULT-VALUE})")
    private int limitSeconds;

    /**
     * The command.
     *
     * @param environment where the server's key is
     * @param time what waits are measured with
     * @param out takes the report
     * @param progress told what is going on
     */
    public GroupsCommand(Map<String, String> environment, PacingClock time, PrintStream out, PrintStream progress) {
        this.environment = environment;
        this.time = time;
        this.out = out;
        this.progress = progress;
    }

    /** Exit code 0 when the goals are met, 1 when one is missed. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> intents = intents();
        var product = ProductClient.of(server, environment);
        group(product, intents);
        GroupQuality quality = quality(product, intents);
        out.printf(
                Locale.ROOT,
                "%d texts of %d intents, %d of them in %d groups: precision %.3f (pairs %.3f), coverage %.3f%n",
                quality.texts(),
                intents.values().stream().distinct().count(),
                quality.grouped(),
                quality.groups(),
                quality.precision(),
                quality.pairPrecision(),
                quality.coverage());
        boolean held = quality.precision() >= PRECISION && quality.coverage() >= COVERAGE;
        out.printf(
                Locale.ROOT,
                "%s: precision %.2f at coverage %.2f.%n",
                held ? "The goal holds" : "Below the goal",
                PRECISION,
                COVERAGE);
        return held ? 0 : 1;
    }

    /** The intent of each question; of one that has two, the first. */
    private Map<String, String> intents() throws IOException {
        List<List<String>> records = Csv.read(Files.readString(folder.resolve(FILE)));
        Map<String, String> intents = new HashMap<>();
        for (List<String> fields : records.subList(1, records.size())) {
            intents.putIfAbsent(fields.getFirst().strip(), fields.get(1));
        }
        return intents;
    }

    private void group(ProductClient product, Map<String, String> intents) throws IOException, InterruptedException {
        Duration limit = Duration.ofSeconds(Math.max(1, limitSeconds));
        Path file = Files.createTempFile("aegis-groups", ".csv");
        try {
            UploadedFile.write(file, intents.keySet().stream().sorted());
            new UploadedFile(product, time, progress).imported(file, limit);
        } finally {
            Files.delete(file);
        }
        var job = new LaunchedJob(product, time, progress);
        job.run("feedback-embed", Map.of(), limit);
        job.run("feedback-group", Map.of("everything", true), limit);
    }

    private static GroupQuality quality(ProductClient product, Map<String, String> intents)
            throws IOException, InterruptedException {
        Map<String, Map<String, Integer>> groups = new HashMap<>();
        var found = new AtomicInteger();
        product.lines("/feedback/export.jsonl", row -> {
            // What was made unreadable before it was stored, a number of a card, is missed; other rows have other
            // texts.
            String intent = intents.get(row.path("raw_content").asText());
            if (intent != null) {
                found.incrementAndGet();
                if (row.path("group_id").isTextual()) {
                    GroupQuality.count(groups, row.path("group_id").asText(), intent);
                }
            }
        });
        return GroupQuality.of(found.get(), groups.values());
    }
}
