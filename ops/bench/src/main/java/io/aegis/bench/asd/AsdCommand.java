/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * How well the combined strength of a server's metrics finds the labelled anomalies of the App Server Dataset. Beside it the
 * same measure of random scores, which tells what it is worth to know nothing.
 */
@Command(name = "asd", description = "Measure VUS-PR on the App Server Dataset, all metrics of a server together.")
public final class AsdCommand implements Callable<Integer> {

    /** Rows of the longest buffer: the default of the measure's authors. */
    private static final int LONGEST_BUFFER = 100;

    private static final int WARMUP = 750;
    private static final int SECONDS = 300;
    private static final String TRAIN = "_train.csv.gz";

    private final PrintStream out;

    @Parameters(
            paramLabel = "FOLDER",
            description = "with NAME_train.csv.gz and NAME_test.csv.gz, the test's last column the label")
    private Path folder = Path.of("");

    /** @param out takes the figures */
    public AsdCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(TRAIN))
                    .map(name -> name.substring(0, name.length() - TRAIN.length()))
                    .sorted()
                    .toList();
        }
        if (names.isEmpty()) {
            throw new IOException("there is no file *" + TRAIN + " in " + folder);
        }
        double combined = 0;
        double chance = 0;
        for (String name : names) {
            AsdServer server = AsdServer.read(folder, name);
            double[] strengths = strengths(server);
            double own = VusPr.of(server.anomalous(), strengths, LONGEST_BUFFER);
            double random = VusPr.of(
                    server.anomalous(), new Random(1).doubles(strengths.length).toArray(), LONGEST_BUFFER);
            out.printf(Locale.ROOT, "%-10s VUS-PR %.3f, of random scores %.3f%n", name, own, random);
            combined += own / names.size();
            chance += random / names.size();
        }
        out.printf(Locale.ROOT, "mean       VUS-PR %.3f, of random scores %.3f%n", combined, chance);
        return 0;
    }

    /** The combined strength of every row of the test, judged by the server's own past, training included. */
    static double[] strengths(AsdServer server) {
        var judge = new ServerJudge(server.train().getFirst().length, WARMUP);
        long row = 0;
        for (double[] values : server.train()) {
            judge.strength(time(row++), values);
        }
        double[] strengths = new double[server.test().size()];
        for (int i = 0; i < strengths.length; i++) {
            strengths[i] = judge.strength(time(row++), server.test().get(i));
        }
        return strengths;
    }

    private static Instant time(long row) {
        return Instant.ofEpochSecond(row * SECONDS);
    }
}
