/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well scores put what is wanted first: the mean, over all that is wanted, of the share of wanted ones among those that score at least as
 * much. 1 when all of them come first.
 */
final class AveragePrecision {

    private record Scored(double score, boolean wanted) {}

    private final List<Scored> all = new ArrayList<>();

    void add(double score, boolean wanted) {
        all.add(new Scored(score, wanted));
    }

    /** Of equal scores what is not wanted comes first, so that a tie is no merit. */
    double value() {
        all.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::wanted));
        double sum = 0;
        int wanted = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).wanted()) {
                wanted++;
                sum += (double) wanted / (i + 1);
            }
        }
        return wanted == 0 ? 0 : sum / wanted;
    }
}
