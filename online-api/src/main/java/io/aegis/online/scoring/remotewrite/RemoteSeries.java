/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.List;
import java.util.Map;

/**
 * One time series as Prometheus sends it.
 *
 * @param labels its name among them, as {@code __name__}; none is empty
 * @param samples in the order sent
 * @param histograms native ones, in the order sent
 */
record RemoteSeries(Map<String, String> labels, List<Sample> samples, List<NativeHistogram> histograms) {

    /** The label that holds the name of the metric. */
    static final String NAME = "__name__";

    /** The bits of the value that ends a series. */
    private static final long STALE_BITS = 0x7ff0000000000002L;

    /** A series of plain samples. */
    RemoteSeries(Map<String, String> labels, List<Sample> samples) {
        this(labels, samples, List.of());
    }

    /**
     * A sample.
     *
     * @param millis since 1970
     * @param value any number; not a number where the series went stale
     */
    record Sample(long millis, double value) {}

    String name() {
        return labels.getOrDefault(NAME, "");
    }

    /** Samples and histograms together. */
    int size() {
        return samples.size() + histograms.size();
    }

    /** Whether a value says that the series has ended. */
    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }
}
