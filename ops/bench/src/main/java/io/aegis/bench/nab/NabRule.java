/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import io.aegis.bench.nab.NabSeries.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scoring rule of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms",
 * ICMLA 2015), in the code's version rather than the paper's: one threshold for the whole corpus, a window earns the most that
 * one of its detected rows does, every false row costs.
 */
final class NabRule {

    /** What the rule makes of a corpus at one threshold. */
    record Result(double threshold, double score, int falseRows, int windowsFound) {}

    /** A row that counts: what it is worth, and the window that it is in, if in any. */
    private record Row(double score, double worth, Optional<Window> window) {}

    private static final double MOST_OF_WINDOW = 0.98661;
    private static final double FAR = 3;

    private final Profile profile;
    private final List<Row> rows;
    private int windows;

    /**
     * The rule over a corpus.
     *
     * @param scores of every row of each series, in the series' order
     */
    NabRule(Profile profile, List<NabSeries> corpus, List<double[]> scores) {
        this.profile = profile;
        var counted = new ArrayList<Row>();
        for (int i = 0; i < corpus.size(); i++) {
            NabSeries series = corpus.get(i);
            windows += series.windows().size();
            for (int row = series.probation(); row < series.values().size(); row++) {
                counted.add(row(series, row, scores.get(i)[row]));
            }
        }
        counted.sort(Comparator.comparingDouble(Row::score).reversed());
        rows = counted;
    }

    int windows() {
        return windows;
    }

    /** At the threshold that serves this corpus best: an optimist's figure. */
    Result best() {
        return results().stream().max(Comparator.comparingDouble(Result::score)).orElseThrow();
    }

    /** At a threshold that was chosen beforehand. */
    Result at(double threshold) {
        return results().stream()
                .filter(result -> result.threshold() >= threshold)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** From the threshold that nothing reaches down to the lowest score above 0. */
    private List<Result> results() {
        var results = new ArrayList<Result>();
        // By identity: windows of two files may lie in the same rows.
        var earned = new IdentityHashMap<Window, Double>();
        double none = -windows * profile.missedWindow();
        double raw = none;
        int falseRows = 0;
        results.add(new Result(Double.POSITIVE_INFINITY, normalised(raw, none), 0, 0));
        for (int i = 0; i < rows.size() && rows.get(i).score() > 0; i++) {
            Row row = rows.get(i);
            if (row.window().isEmpty()) {
                raw += row.worth();
                falseRows++;
            } else {
                raw += gain(earned, row.window().get(), row.worth());
            }
            boolean last = i + 1 == rows.size() || rows.get(i + 1).score() < row.score();
            if (last) {
                results.add(new Result(row.score(), normalised(raw, none), falseRows, earned.size()));
            }
        }
        return results;
    }

    private double gain(Map<Window, Double> earned, Window window, double worth) {
        Double before = earned.get(window);
        if (before == null) {
            earned.put(window, worth);
            return profile.missedWindow() + worth;
        }
        earned.put(window, Math.max(before, worth));
        return Math.max(0, worth - before);
    }

    private double normalised(double raw, double none) {
        return 100 * (raw - none) / (windows - none);
    }

    private Row row(NabSeries series, int row, double score) {
        Optional<Window> before = Optional.empty();
        for (Window window : series.windows()) {
            if (window.holds(row)) {
                double place = -(window.last() - row + 1) / (double) window.rows();
                return new Row(score, sigmoid(place) / MOST_OF_WINDOW, Optional.of(window));
            }
            if (window.last() < row) {
                before = Optional.of(window);
            }
        }
        double cost = before.map(window -> sigmoid((row - window.last()) / (window.rows() - 1.0)))
                .orElse(-1.0);
        return new Row(score, profile.falseRow() * cost, Optional.empty());
    }

    private static double sigmoid(double place) {
        return place > FAR ? -1 : 2 / (1 + Math.exp(5 * place)) - 1;
    }
}
