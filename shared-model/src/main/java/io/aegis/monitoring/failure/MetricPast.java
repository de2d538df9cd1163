/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The past of one metric of a service before a moment. What is usual is worked out once, when it is first asked for; then the
 * past itself is forgotten. Thread-safe.
 */
public final class MetricPast {

    /** No past. */
    public static final MetricPast NONE = new MetricPast();

    private static final int ENOUGH = 8;

    private final int size;
    private double[] means;
    private Optional<Reference> usual = Optional.empty();

    /**
     * A past.
     *
     * @param means of the buckets that have samples, oldest first
     */
    public MetricPast(double... means) {
        this.means = means.clone();
        this.size = means.length;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Whether there is enough of it to be compared with. */
    boolean seasoned() {
        return size >= ENOUGH;
    }

    /**
     * What is usual.
     *
     * @param first value of the window, which counts where there is too little before it
     */
    synchronized Reference usual(MetricType type, double first) {
        if (usual.isPresent()) {
            return usual.get();
        }
        double[] known = MetricEvidence.present(means);
        int most = type == MetricType.MEMORY_USAGE ? MetricEvidence.SHORT_HISTORY : MetricEvidence.LONG_HISTORY;
        double[] recent = Arrays.copyOfRange(known, Math.max(0, known.length - most), known.length);
        if (recent.length < ENOUGH) {
            return Reference.of(
                    type,
                    DoubleStream.concat(Arrays.stream(recent), DoubleStream.of(first))
                            .toArray());
        }
        Reference reference = Reference.of(type, recent);
        usual = Optional.of(reference);
        means = new double[0];
        return reference;
    }
}
