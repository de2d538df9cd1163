/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The last samples of a series of Prometheus, and what is calculated from them. Not thread-safe. */
final class TrackedSeries {

    private final double upperBound;
    private final List<DerivedSeries> targets = new ArrayList<>(1);
    private final SampleWindow samples = new SampleWindow();
    private Optional<HistogramWindow> histograms = Optional.empty();
    private long touched;
    private long keepMillis;

    /**
     * Nothing yet.
     *
     * @param upperBound of a classic bucket; not a number of others
     */
    TrackedSeries(double upperBound) {
        this.upperBound = upperBound;
    }

    double upperBound() {
        return upperBound;
    }

    List<DerivedSeries> targets() {
        return targets;
    }

    void target(DerivedSeries target) {
        targets.add(target);
        keepMillis = Math.max(keepMillis, target.keepMillis());
    }

    /** Notes when it was heard of, in nanoseconds of a ticker. */
    void touch(long nanos) {
        touched = nanos;
    }

    long touched() {
        return touched;
    }

    boolean add(long millis, double value) {
        return samples.add(millis, value, keepMillis);
    }

    boolean add(NativeHistogram histogram) {
        HistogramWindow window = histograms.orElseGet(HistogramWindow::new);
        histograms = Optional.of(window);
        return window.add(histogram, keepMillis);
    }

    int buckets() {
        return histograms.map(HistogramWindow::buckets).orElse(0);
    }

    OptionalDouble rate(long untilMillis, long windowMillis) {
        return samples.rate(untilMillis, windowMillis);
    }

    OptionalDouble newest(long untilMillis) {
        return samples.newest(untilMillis);
    }

    Optional<NativeHistogram> histogramRate(long untilMillis, long windowMillis) {
        return histograms.flatMap(window -> window.rate(untilMillis, windowMillis));
    }
}
