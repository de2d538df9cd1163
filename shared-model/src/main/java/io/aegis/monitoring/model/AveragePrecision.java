/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well scores put what is to be found before the rest: the area under the curve of precision over recall, step by step. */
public final class AveragePrecision {

    private AveragePrecision() {}

    /**
     * The average precision, 0 to 1; the share of positives is what scores that know nothing reach. Equal scores are found
     * together.
     *
     * @param scores the higher, the earlier found
     * @param positive which of them are to be found; without any it is 0
     */
    public static double of(double[] scores, BitSet positive) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> scores[place])
                        .reversed())
                .toList();
        int all = positive.get(0, scores.length).cardinality();
        double sum = 0;
        int found = 0;
        int seen = 0;
        for (int from = 0; from < order.size(); from = seen) {
            double score = scores[order.get(from)];
            int now = 0;
            while (seen < order.size() && scores[order.get(seen)] == score) {
                now += positive.get(order.get(seen)) ? 1 : 0;
                seen++;
            }
            found += now;
            sum += (double) now * found / seen;
        }
        return all == 0 ? 0 : sum / all;
    }
}
