/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import io.aegis.online.scoring.memory.SeriesReplay.Judged;
import java.util.ArrayList;
import java.util.List;

/**
 * Downsampling of series for charts: of as many equal runs as it has columns, the least and the greatest
 * value stay, and whatever is anomalous. Peaks and dips stay therefore, which means would hide.
 *
 * @param most samples that stay, besides the anomalous ones; at least 2
 * @param threshold raw scores from here are anomalous
 */
record Downsampling(int most, double threshold) {

    List<Judged> of(List<Judged> samples) {
        if (samples.size() <= most) {
            return samples;
        }
        int runs = most / 2;
        List<Judged> kept = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            int from = (int) ((long) samples.size() * run / runs);
            int to = (int) ((long) samples.size() * (run + 1) / runs);
            keep(samples.subList(from, to), kept);
        }
        return kept;
    }

    private void keep(List<Judged> run, List<Judged> kept) {
        int least = 0;
        int greatest = 0;
        for (int place = 1; place < run.size(); place++) {
            double value = run.get(place).sample().value();
            least = value < run.get(least).sample().value() ? place : least;
            greatest = value > run.get(greatest).sample().value() ? place : greatest;
        }
        for (int place = 0; place < run.size(); place++) {
            if (place == least
                    || place == greatest
                    || run.get(place).alert().alert()
                    || run.get(place).verdict().rawScore() >= threshold) {
                kept.add(run.get(place));
            }
        }
    }
}
