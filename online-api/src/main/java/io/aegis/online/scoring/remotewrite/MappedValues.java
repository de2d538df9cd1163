package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values that come by other ways than remote write, mapped as those of remote write are. Thread-safe. */
public final class MappedValues {

    private final MetricMapping mapping;

    /**
     * By this mapping.
     *
     * @param mappingFile which metrics are scored, instead of the built-in mapping
     * @throws io.aegis.settings.InvalidSettingsException when the file is wrong
     */
    public MappedValues(Optional<Path> mappingFile) {
        this.mapping = MetricMapping.load(mappingFile);
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
     * @param wanted how many values they are
     * @param invalid values with more or longer labels than a series may have
     */
    public record Taken(Map<Series, List<Measurement>> samples, int wanted, int invalid) {}

    /** Maps values, which may be of any number of series, in the order of time for each. */
    public Taken take(List<Value> values) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        int wanted = 0;
        int invalid = 0;
        for (Value value : values) {
            Map<String, String> labels = new HashMap<>(value.labels());
            labels.put(RemoteSeries.NAME, value.name());
            try {
                Optional<MetricMapping.Mapped> mapped = mapping.map(new RemoteSeries(labels, List.of()));
                if (mapped.isPresent()) {
                    samples.computeIfAbsent(mapped.get().series(), _ -> new ArrayList<>())
                            .add(new Measurement(
                                    value.time(), value.value() * mapped.get().scale()));
                    wanted++;
                }
            } catch (IllegalArgumentException e) {
                invalid++;
            }
        }
        return new Taken(samples, wanted, invalid);
    }
}
