/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.online.http.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads mappings: JSON with {@code rules}, and {@code presets}, a list of those built-in ones that come after them, which are all
 * where nothing is said. {@code ops/docs/senders.md} documents rules and presets.
 */
final class MappingReader {

    /** The built-in mappings, in the order in which they count. */
    static final List<String> PRESETS = List.of(
            "names",
            "aegis",
            "node-exporter",
            "kubelet",
            "kube-state-metrics",
            "ingress-nginx",
            "traefik",
            "blackbox",
            "spring",
            "opentelemetry",
            "http");

    private static final int MAX_RULES = 1_000;
    private static final String FIELD = "rules";

    private final List<MetricRule> rules = new ArrayList<>();

    private MappingReader() {}

    /** The built-in mapping: all presets. */
    static MetricMapping builtIn() {
        MappingReader reader = new MappingReader();
        PRESETS.forEach(reader::preset);
        return new MetricMapping(reader.rules);
    }

    /**
     * Reads a mapping, presets included.
     *
     * @throws IllegalArgumentException naming what is wrong, and in which line
     */
    static MetricMapping read(String json) {
        MappingReader reader = new MappingReader();
        JsonNode file = parsed(json);
        JsonNode presets = file.path("presets");
        JsonNode listed = file.path(FIELD);
        if (!listed.isArray() || listed.size() > MAX_RULES || (listed.isEmpty() && !presets.isArray())) {
            throw new IllegalArgumentException("rules must be a list of 1 to " + MAX_RULES + " rules");
        }
        reader.rules(listed, lines(json), Optional.empty());
        if (presets.isMissingNode()) {
            PRESETS.forEach(reader::preset);
            return new MetricMapping(reader.rules);
        }
        if (!presets.isArray()) {
            throw new IllegalArgumentException("presets must be a list of names: " + String.join(", ", PRESETS));
        }
        for (JsonNode preset : presets) {
            if (!PRESETS.contains(preset.asText())) {
                throw new IllegalArgumentException(
                        "presets has " + preset + ", and there are " + String.join(", ", PRESETS));
            }
            reader.preset(preset.asText());
        }
        return new MetricMapping(reader.rules);
    }

    private void preset(String name) {
        String json = resource("presets/" + name + ".json");
        rules(parsed(json).path(FIELD), lines(json), Optional.of(name));
    }

    private void rules(JsonNode listed, List<Integer> lines, Optional<String> preset) {
        for (int i = 0; i < listed.size(); i++) {
            String line = i < lines.size() ? "line " + lines.get(i) : "rule " + i;
            rules.add(new MetricRuleReader(listed.get(i), line + ": rules[" + i + "]")
                    .read(rules.size(), preset.orElse("own rules") + ", " + line));
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return StrictJson.parse(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException("line " + line + ": it is not one JSON value", e);
        }
    }

    /** In which line each rule begins. */
    private static List<Integer> lines(String json) {
        List<Integer> lines = new ArrayList<>();
        try (JsonParser parser = StrictJson.parser(json)) {
            String field = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int depth = depth(parser);
                if (token == JsonToken.FIELD_NAME && depth == 1) {
                    field = parser.currentName();
                } else if (token == JsonToken.START_OBJECT && depth == 3 && field.equals(FIELD)) {
                    lines.add(parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static int depth(JsonParser parser) {
        return parser.getParsingContext().getNestingDepth();
    }

    private static String resource(String name) {
        try (InputStream in = MappingReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the built-in mapping " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
