/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What becomes of the Prometheus series that it chooses.
 *
 * @param origin where it is written, such as {@code node-exporter, rule 1}
 * @param rank the lower, the sooner it counts
 * @param as what is made of them
 * @param chosen the series; of a ratio those above the line
 * @param over of a ratio, those below the line
 * @param counters whether the two of a ratio are counters, of which the rates count, and not gauges
 * @param complement whether what is missing to 1 counts instead of the value
 * @param quantile of a histogram, 0 to 1
 * @param type what it measures
 * @param scale by which values are multiplied to be in the type's unit
 * @param by the labels over whose values is summed; empty to keep all
 * @param drop labels that do not tell series apart here
 * @param rename new names of labels
 * @param window over which rates are taken
 */
record MetricRule(
        String origin,
        int rank,
        Derivation as,
        MetricSelector chosen,
        Optional<MetricSelector> over,
        boolean counters,
        boolean complement,
        double quantile,
        MetricType type,
        double scale,
        Optional<List<String>> by,
        Set<String> drop,
        Map<String, String> rename,
        Duration window) {

    /** The label of a classic bucket that tells up to where it counts. */
    static final String UPPER_BOUND = "le";

    /** What is made of the series. */
    enum Derivation {
        /** Their values, or the newest of each summed. */
        VALUE,
        /** Their increase a second. */
        RATE,
        /** One through the other. */
        RATIO,
        /** A quantile of a histogram, of classic buckets or native ones. */
        QUANTILE,
        /** Nothing. */
        IGNORE
    }

    /** What a series is to the rule. */
    enum Part {
        /** All there is of a value or a rate, or what is above the line of a ratio. */
        UPPER,
        /** Below the line of a ratio. */
        LOWER,
        /** Both above and below. */
        BOTH,
        /** A classic bucket. */
        BUCKET,
        /** A native histogram. */
        NATIVE
    }

    MetricRule {
        by = by.map(List::copyOf);
        drop = Set.copyOf(drop);
        rename = Map.copyOf(rename);
    }

    /** Whether samples are judged as they come. */
    boolean direct() {
        return as == Derivation.VALUE && by.isEmpty();
    }

    /** Whether a name may be of its series. */
    boolean wants(String metric) {
        return chosen.name().matches(as == Derivation.QUANTILE ? base(metric) : metric)
                || over.filter(other -> other.name().matches(metric)).isPresent();
    }

    /** What a series is to the rule; empty when nothing. */
    Optional<Part> part(String metric, Map<String, String> labels, boolean nativeHistogram) {
        if (as == Derivation.QUANTILE) {
            if (nativeHistogram) {
                return chosen.chooses(metric, labels) ? Optional.of(Part.NATIVE) : Optional.empty();
            }
            boolean bucket = metric.endsWith("_bucket")
                    && !labels.getOrDefault(UPPER_BOUND, "").isEmpty();
            return bucket && chosen.chooses(base(metric), labels) ? Optional.of(Part.BUCKET) : Optional.empty();
        }
        if (nativeHistogram && as != Derivation.IGNORE) {
            return Optional.empty();
        }
        boolean above = chosen.chooses(metric, labels);
        boolean below = over.filter(other -> other.chooses(metric, labels)).isPresent();
        if (!above && !below) {
            return Optional.empty();
        }
        if (!below) {
            return Optional.of(Part.UPPER);
        }
        return Optional.of(above ? Part.BOTH : Part.LOWER);
    }

    /**
     * The series that it makes of such labels.
     *
     * @throws IllegalArgumentException when there are more or longer labels than a series may have
     */
    Series series(Map<String, String> labels) {
        Map<String, String> kept = labels;
        Predicate<String> keeping = this::keeps;
        if (by.isPresent()) {
            kept = new HashMap<>();
            for (String name : by.get()) {
                String value = labels.get(name);
                if (value != null) {
                    kept.put(name, value);
                }
            }
            keeping = _ -> true;
        }
        if (rename.isEmpty()) {
            return Series.of(type, kept, keeping);
        }
        SortedMap<String, String> sorted = new TreeMap<>(kept);
        Map<String, String> renamed = new HashMap<>();
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            if (keeping.test(label.getKey())) {
                renamed.putIfAbsent(rename.getOrDefault(label.getKey(), label.getKey()), label.getValue());
            }
        }
        return Series.of(type, renamed);
    }

    /** Whether a label tells series apart that are not summed. */
    private boolean keeps(String label) {
        return !label.equals(RemoteSeries.NAME)
                && !(as == Derivation.QUANTILE && label.equals(UPPER_BOUND))
                && !drop.contains(label)
                && !SeriesKey.REPLICAS.contains(label);
    }

    private static String base(String metric) {
        return metric.endsWith("_bucket") ? metric.substring(0, metric.length() - "_bucket".length()) : metric;
    }
}
