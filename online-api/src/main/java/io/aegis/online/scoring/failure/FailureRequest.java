package io.aegis.online.scoring.failure;

import io.aegis.db.series.Measurement;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.logs.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a system shows, to be judged.
 *
 * @param samples by series
 * @param logs lines
 * @param alerts of other systems that are firing
 * @param callees the services that each service calls
 */
record FailureRequest(
        Map<Series, List<Measurement>> samples,
        List<LogEntry> logs,
        List<FiringAlert> alerts,
        Map<String, Set<String>> callees) {

    /** As the domain sees it. */
    Observations observations() {
        List<MetricSample> all = new ArrayList<>();
        samples.forEach(
                (series, some) -> some.forEach(one -> all.add(new MetricSample(series, one.value(), one.time()))));
        return new Observations(all, logs, alerts, callees);
    }
}
