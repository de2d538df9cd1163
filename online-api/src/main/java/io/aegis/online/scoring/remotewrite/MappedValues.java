/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.RemoteWriteMeters.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values that come by other ways than remote write, mapped as those of remote write are. Thread-safe. */
public final class MappedValues {

    private final MetricIntake intake;

    /** By the mapping in use. */
    public MappedValues(MappedMetrics mapped) {
        this.intake = mapped.intake();
    }

    /**
     * A value under Prometheus' name.
     *
     * @param name of the metric
     * @param labels without the name
     * @param time of it
     * @param value of it
     */
    public record Value(String name, Map<String, String> labels, Instant time, double value) {}

    /**
     * What became of values.
     *
     * @param samples of those that a rule wants, by series
     * @param wanted how many values a rule has a use for, those that something is calculated of among them
     * @param invalid values with more or longer labels than a series may have
     */
    public record Taken(Map<Series, List<Measurement>> samples, int wanted, int invalid) {}

    /** Maps values, which may be of any number of series, in the order of time for each. */
    public Taken take(List<Value> values) {
        List<RemoteSeries> sent = new ArrayList<>(values.size());
        for (Value value : values) {
            Map<String, String> labels = new HashMap<>(value.labels());
            labels.values().removeIf(String::isEmpty);
            labels.put(RemoteSeries.NAME, value.name());
            sent.add(new RemoteSeries(
                    labels, List.of(new RemoteSeries.Sample(value.time().toEpochMilli(), value.value()))));
        }
        MetricIntake.Taken taken = intake.take(sent);
        int wanted = taken.fates().getOrDefault(Fate.SCORED, 0) + taken.fates().getOrDefault(Fate.TRACKED, 0);
        int invalid = taken.fates().getOrDefault(Fate.INVALID, 0);
        // Several rules may have a use for one value, and say of each what became of it.
        int most = Math.min(wanted, values.size());
        return new Taken(taken.samples(), most, Math.min(invalid, values.size() - most));
    }
}
