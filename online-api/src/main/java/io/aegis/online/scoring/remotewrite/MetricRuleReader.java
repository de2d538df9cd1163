/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.monitoring.MetricType;
import io.aegis.online.scoring.remotewrite.MetricRule.Derivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one rule of a mapping.
 *
 * @param rule as it is written
 * @param where it is written, for messages
 */
record MetricRuleReader(JsonNode rule, String where) {

    /** Eight samples of a usual scrape; two where one comes a minute. */
    private static final Duration WINDOW = Duration.ofMinutes(2);

    private static final int LEAST_WINDOW = 10;
    private static final int MOST_WINDOW = 3_600;
    private static final double QUANTILE = 0.95;

    private static final String METRIC = "metric";
    private static final String MATCH = "match";
    private static final String SCALE = "scale";
    private static final String COUNTERS = "counters";
    private static final String COMPLEMENT = "complement";
    private static final Set<String> FIELDS = Set.of(
            "doc",
            METRIC,
            MATCH,
            "as",
            "over",
            COUNTERS,
            COMPLEMENT,
            "quantile",
            "type",
            SCALE,
            "by",
            "drop",
            "rename",
            "window");

    /**
     * Reads it.
     *
     * @param rank its place among all rules
     * @param origin as people are told of it
     * @throws IllegalArgumentException naming what is wrong
     */
    MetricRule read(int rank, String origin) {
        for (Map.Entry<String, JsonNode> field : rule.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw wrong(field.getKey() + " is not known");
            }
        }
        Derivation as = as();
        boolean counters =
                as == Derivation.RATE || as == Derivation.QUANTILE || (as == Derivation.RATIO && bool(COUNTERS, true));
        Optional<MetricSelector> over = Optional.of(rule.path("over"))
                .filter(other -> !other.isMissingNode())
                .map(other -> selector(other, ".over"));
        Optional<List<String>> by = Optional.of(rule.path("by"))
                .filter(labels -> !labels.isMissingNode())
                .map(labels -> texts(labels, ".by"));
        if (as == Derivation.RATIO && (over.isEmpty() || by.isEmpty())) {
            throw wrong("as: ratio needs over and by");
        }
        if (as != Derivation.RATIO && over.isPresent()) {
            throw wrong("over belongs to as: ratio");
        }
        return new MetricRule(
                origin,
                rank,
                as,
                selector(rule, ""),
                over,
                counters,
                bool(COMPLEMENT, false),
                number("quantile", QUANTILE, 0, 1),
                type(as),
                scale(),
                by,
                new HashSet<>(rule.has("drop") ? texts(rule.path("drop"), ".drop") : List.of()),
                renames(),
                Duration.ofSeconds((long) number("window", (double) WINDOW.toSeconds(), LEAST_WINDOW, MOST_WINDOW)));
    }

    private Derivation as() {
        String text = rule.path("as").asText("value");
        for (Derivation each : Derivation.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw wrong("as is none of value, rate, ratio, quantile, ignore");
    }

    private MetricType type(Derivation as) {
        Optional<MetricType> type = MetricType.ofLabel(rule.path("type").asText(""));
        if (type.isEmpty() && as == Derivation.IGNORE) {
            return MetricType.CPU_USAGE;
        }
        return type.orElseThrow(() -> wrong("type is no metric type"));
    }

    private double scale() {
        JsonNode scale = rule.path(SCALE);
        double factor = scale.isMissingNode() ? 1 : scale.asDouble(Double.NaN);
        if (!Double.isFinite(factor) || factor == 0) {
            throw wrong("scale must be a number other than 0");
        }
        return factor;
    }

    private double number(String field, double otherwise, double least, double most) {
        JsonNode value = rule.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw wrong(field + " must be a number from " + least + " to " + most);
        }
        return value.doubleValue();
    }

    private boolean bool(String field, boolean otherwise) {
        JsonNode value = rule.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(field + " must be true or false");
        }
        return value.asBoolean(otherwise);
    }

    private MetricSelector selector(JsonNode from, String part) {
        JsonNode metric = from.path(METRIC);
        List<String> names = metric.isMissingNode() ? List.of() : texts(metric, part + ".metric");
        if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
            throw wrong(part, "metric is missing");
        }
        Map<String, LabelPattern> match = new HashMap<>();
        for (Map.Entry<String, JsonNode> label : from.path(MATCH).properties()) {
            match.put(label.getKey(), LabelPattern.of(texts(label.getValue(), part + ".match")));
        }
        return new MetricSelector(LabelPattern.of(names), match);
    }

    private Map<String, String> renames() {
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, JsonNode> name : rule.path("rename").properties()) {
            names.put(name.getKey(), texts(name.getValue(), ".rename").getFirst());
        }
        return names;
    }

    /** A text, or a list of texts. */
    private List<String> texts(JsonNode value, String part) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            if (!each.isTextual()) {
                throw wrong(part, "must have texts");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private IllegalArgumentException wrong(String what) {
        return wrong("", what);
    }

    private IllegalArgumentException wrong(String part, String what) {
        return new IllegalArgumentException(where + part + (part.isEmpty() ? "." : " ") + what);
    }
}
