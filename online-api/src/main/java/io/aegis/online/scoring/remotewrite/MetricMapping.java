package io.aegis.online.scoring.remotewrite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.online.http.json.StrictJson;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which Prometheus metrics are scored, and as what. Read from JSON: {@code {"rules": [{"metric": "probe_duration_seconds",
 * "type": "response_time", "scale": 1000, "match": {"job": "blackbox"}, "drop": ["instance"]}]}}; of the rules for a metric the
 * first whose labels match counts. Values are taken as they are, so a counter has to be made a rate by a recording rule
 * first. Immutable.
 */
final class MetricMapping {

    private static final String SETTING = "METRIC_MAPPING_FILE";
    private static final String BUILT_IN = "mapping.json";
    private static final int MAX_RULES = 1_000;
    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, List<MetricRule>> rules;

    private MetricMapping(Map<String, List<MetricRule>> rules) {
        this.rules = rules;
    }

    /**
     * A series as it is scored.
     *
     * @param series its type, and the labels without the name
     * @param scale by which values are multiplied
     */
    record Mapped(Series series, double scale) {}

    /**
     * Reads a file, or the built-in mapping.
     *
     * @throws InvalidSettingsException naming what is wrong
     */
    static MetricMapping load(Optional<Path> file) {
        try {
            return file.isPresent() ? of(text(file.get())) : of(builtIn());
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(SETTING + ": " + e.getMessage()));
        }
    }

    /**
     * Reads a mapping.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static MetricMapping of(String json) {
        JsonNode listed = parsed(json).path("rules");
        if (!listed.isArray() || listed.isEmpty() || listed.size() > MAX_RULES) {
            throw new IllegalArgumentException("rules must be a list of 1 to " + MAX_RULES + " rules");
        }
        Map<String, List<MetricRule>> rules = new HashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            MetricRule rule = rule(listed.get(i), "rules[" + i + "]");
            rules.computeIfAbsent(rule.metric(), _ -> new ArrayList<>()).add(rule);
        }
        return new MetricMapping(rules);
    }

    /**
     * What a series is scored as; empty when it is not.
     *
     * @throws IllegalArgumentException when it has more or longer labels than a series may have
     */
    Optional<Mapped> map(RemoteSeries remote) {
        for (MetricRule rule : rules.getOrDefault(remote.name(), List.of())) {
            if (rule.applies(remote.labels())) {
                Map<String, String> labels = new HashMap<>(remote.labels());
                labels.remove(RemoteSeries.NAME);
                labels.keySet().removeAll(rule.drop());
                return Optional.of(new Mapped(Series.of(rule.type(), labels), rule.scale()));
            }
        }
        return Optional.empty();
    }

    private static MetricRule rule(JsonNode rule, String where) {
        String metric = rule.path("metric").asText("");
        MetricType type = MetricType.ofLabel(rule.path("type").asText(""))
                .orElseThrow(() -> new IllegalArgumentException(where + ".type is no metric type"));
        JsonNode scale = rule.path("scale");
        double factor = scale.isMissingNode() ? 1 : scale.asDouble(Double.NaN);
        if (metric.isEmpty()) {
            throw new IllegalArgumentException(where + ".metric is missing");
        }
        if (!Double.isFinite(factor) || factor == 0) {
            throw new IllegalArgumentException(where + ".scale must be a number other than 0");
        }
        Map<String, String> match = new HashMap<>();
        rule.path("match").properties().forEach(label -> {
            if (!label.getValue().isTextual()) {
                throw new IllegalArgumentException(where + ".match must have texts");
            }
            match.put(label.getKey(), label.getValue().textValue());
        });
        Set<String> drop = new HashSet<>();
        for (JsonNode label : rule.path("drop")) {
            if (!label.isTextual()) {
                throw new IllegalArgumentException(where + ".drop must be a list of texts");
            }
            drop.add(label.textValue());
        }
        return new MetricRule(metric, match, type, factor, drop);
    }

    private static JsonNode parsed(String json) {
        try {
            return StrictJson.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not one JSON value", e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
        }
        return Files.readString(file);
    }

    private static String builtIn() {
        try (InputStream in = MetricMapping.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the built-in mapping is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
