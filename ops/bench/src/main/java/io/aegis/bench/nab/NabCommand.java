/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import io.aegis.bench.points.PointsClient;
import io.aegis.bench.product.ProductClient;
import io.aegis.monitoring.MetricType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Scores the detector by the rule of the Numenta Anomaly Benchmark. Without a server the detector is asked directly; the
 * server's key is in the environment, {@code API_KEY}.
 */
@Command(name = "nab", description = "Score the detector by the rule of the Numenta Anomaly Benchmark.")
public final class NabCommand implements Callable<Integer> {

    private static final double FIXED = 0.85;
    private static final int MET = 0;
    private static final int MISSED = 1;

    private final Map<String, String> environment;
    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "NAB's data, with combined_windows.json in it")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SERVER",
            description = "that judges, such as http://127.0.0.1:8000; without it the detector is asked")
    private Optional<URI> server = Optional.empty();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "METRIC_TYPE",
            defaultValue = "request_rate",
            description = "as which the series are sent (default: ${DEFAULT-VALUE})")
    private String label = "request_rate";

    /**
     * The command.
     *
     * @param environment where the server's key is
     * @param out takes the figures
     */
    public NabCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Exit code 0 when the figures hold, 1 when one does not. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<NabSeries> corpus = NabCorpus.read(folder);
        boolean given = report(corpus, "warm-up given", judge(true), 82);
        boolean constant = report(corpus, "constant windows", judge(false), 79);
        return given && constant ? MET : MISSED;
    }

    private SeriesJudge judge(boolean warmupGiven) {
        if (server.isEmpty()) {
            return new DetectorJudge(warmupGiven);
        }
        MetricType type = MetricType.ofLabel(label)
                .orElseThrow(() -> new IllegalArgumentException("there is no metric type " + label));
        String run = UUID.randomUUID().toString();
        return new HttpSeriesJudge(
                new PointsClient(ProductClient.of(server.get(), environment)), type, warmupGiven, run);
    }

    /** Prints the figures; whether the standard one reaches its goal, and the fixed threshold is within a point of it. */
    private boolean report(List<NabSeries> corpus, String title, SeriesJudge seriesJudge, double goal)
            throws IOException, InterruptedException {
        var scores = new ArrayList<double[]>();
        long samples = 0;
        long start = System.nanoTime();
        for (NabSeries series : corpus) {
            double[] judged = seriesJudge.scores(series);
            scores.add(judged);
            samples += judged.length;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s: %d files, %d samples, %.0f samples/s%n",
                title,
                corpus.size(),
                samples,
                samples / seconds);
        boolean met = true;
        for (Profile profile : Profile.values()) {
            var rule = new NabRule(profile, corpus, scores);
            NabRule.Result best = rule.best();
            NabRule.Result fixed = rule.at(FIXED);
            out.printf(
                    Locale.ROOT,
                    "  %-9s %.2f at its best threshold %.3f; %.2f at %.2f (%d of %d windows, %d false rows)%n",
                    profile.label(),
                    best.score(),
                    best.threshold(),
                    fixed.score(),
                    FIXED,
                    fixed.windowsFound(),
                    rule.windows(),
                    fixed.falseRows());
            if (profile == Profile.STANDARD) {
                met = best.score() >= goal && fixed.score() >= best.score() - 1;
            }
        }
        return met;
    }
}
