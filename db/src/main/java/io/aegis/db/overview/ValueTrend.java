/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import java.util.List;

/**
 * How often a value came in a period, and in the one before it, which was as long.
 *
 * @param value such as a topic's label
 * @param counts one for each span of the period, in order
 * @param before how often in the period before
 */
public record ValueTrend(String value, List<Long> counts, long before) {

    /** Copies the counts. */
    public ValueTrend {
        counts = List.copyOf(counts);
    }

    /** How often in the period. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * How much it grew, in standard deviations of the difference of two Poisson counts: 12 after 2 is more than 1,010 after
     * 1,000. Negative where it shrank.
     */
    public double growth() {
        double both = (double) total() + before;
        return both == 0 ? 0 : (total() - (double) before) / Math.sqrt(both);
    }
}
