package io.aegis.online.scoring.remotewrite;

import java.util.List;
import java.util.Map;

/**
 * One time series as Prometheus sends it.
 *
 * @param labels its name among them, as {@code __name__}
 * @param samples in the order sent
 */
record RemoteSeries(Map<String, String> labels, List<Sample> samples) {

    /** The label that holds the name of the metric. */
    static final String NAME = "__name__";

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
}
