/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import io.aegis.bench.points.PointsClient;
import io.aegis.monitoring.MetricType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Scores the detector by the rule of the Numenta Anomaly Benchmark: {@code NabMain FOLDER [SERVER [METRIC_TYPE]]}. Without a
 * server the detector is asked directly; the server's key is in the environment, {@code API_KEY}.
 */
public final class NabMain {

    private static final double FIXED = 0.85;
    private static final int MET = 0;
    private static final int MISSED = 1;
    private static final int USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;

    NabMain(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the command and exits with its code: 0 when the figures hold. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new NabMain(System.getenv(), System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 3) {
            out.println("usage: NabMain FOLDER [SERVER [METRIC_TYPE]]");
            return USAGE;
        }
        List<NabSeries> corpus = NabCorpus.read(Path.of(arguments.getFirst()));
        boolean given = report(corpus, "warm-up given", judge(arguments, true), 80);
        boolean constant = report(corpus, "constant windows", judge(arguments, false), 76);
        return given && constant ? MET : MISSED;
    }

    private SeriesJudge judge(List<String> arguments, boolean warmupGiven) {
        if (arguments.size() < 2) {
            return new DetectorJudge(warmupGiven);
        }
        String label = arguments.size() < 3 ? MetricType.REQUEST_RATE.label() : arguments.get(2);
        MetricType type = MetricType.ofLabel(label)
                .orElseThrow(() -> new IllegalArgumentException("there is no metric type " + label));
        String run = UUID.randomUUID().toString();
        String key = environment.getOrDefault("API_KEY", "dev_api_key");
        return new HttpSeriesJudge(new PointsClient(URI.create(arguments.get(1)), key), type, warmupGiven, run);
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
