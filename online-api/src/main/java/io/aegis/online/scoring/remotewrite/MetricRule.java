package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.MetricType;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of one Prometheus metric.
 *
 * @param metric its name
 * @param match labels that it must have, with these values
 * @param type what it measures
 * @param scale by which values are multiplied to be in the type's unit
 * @param drop labels that do not tell series apart here
 */
record MetricRule(String metric, Map<String, String> match, MetricType type, double scale, Set<String> drop) {

    MetricRule {
        match = Map.copyOf(match);
        drop = Set.copyOf(drop);
    }

    boolean applies(Map<String, String> labels) {
        return match.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
    }
}
