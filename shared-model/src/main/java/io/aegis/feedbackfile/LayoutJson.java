/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.feedbackfile.FileLayout.Place;
import io.aegis.feedbackfile.FileLayout.SheetName;
import io.aegis.feedbackfile.FileLayout.TextDialect;
import io.aegis.feedbackfile.FileLayout.TextEncoding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Layouts and options as JSON, as they are kept with an import. */
final class LayoutJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LayoutJson() {}

    static String write(FileLayout layout) {
        ObjectNode json = JSON.createObjectNode();
        json.put("packing", layout.packing().wireName());
        json.put("format", layout.format().wireName());
        layout.encoding()
                .ifPresent(each -> json.put("charset", each.charset())
                        .put("charset_confidence", each.confidence())
                        .put("mark", each.mark()));
        layout.dialect()
                .ifPresent(each -> json.put("separator", each.separator()).put("quoting", each.quoting()));
        layout.sheet().ifPresent(each -> json.put("sheet", each.name()).put("sheet_number", each.number()));
        json.put("header_row", layout.headerRow());
        json.put("start_offset", layout.start().offset());
        json.put("start_line", layout.start().line());
        layout.columns().forEach(json.putArray("columns")::add);
        layout.text().ifPresent(each -> json.put("text", each));
        ObjectNode map = json.putObject("map");
        layout.places()
                .forEach((field, place) -> map.putObject(field.wireName())
                        .put("column", place.column())
                        .put("strict", place.strict()));
        layout.dayFirst().ifPresent(each -> json.put("day_first", each));
        json.put("rejects", layout.rejects());
        ObjectNode why = json.putObject("why");
        layout.why().forEach(why::put);
        return json.toString();
    }

    static String writeTexts(Map<String, String> texts) {
        ObjectNode json = JSON.createObjectNode();
        texts.forEach(json::put);
        return json.toString();
    }

    static Map<String, String> readTexts(String text) {
        Map<String, String> texts = new TreeMap<>();
        tree(text)
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is kept with an import is no JSON", e);
        }
    }

    static FileLayout read(String text) {
        JsonNode json = tree(text);
        Map<MetadataField, Place> places = new EnumMap<>(MetadataField.class);
        json.path("map")
                .properties()
                .forEach(each -> places.put(
                        MetadataField.named(each.getKey())
                                .orElseThrow(() -> new IllegalArgumentException("no such field")),
                        new Place(
                                each.getValue().path("column").asInt(),
                                each.getValue().path("strict").asBoolean())));
        Map<String, String> why = new TreeMap<>();
        json.path("why")
                .properties()
                .forEach(each -> why.put(each.getKey(), each.getValue().asText()));
        List<String> columns = new ArrayList<>();
        json.path("columns").forEach(each -> columns.add(each.asText()));
        return new FileLayout(
                Compression.valueOf(word(json, "packing")),
                FileFormat.valueOf(word(json, "format")),
                text(json, "charset")
                        .map(charset -> new TextEncoding(
                                charset,
                                json.path("charset_confidence").asDouble(),
                                json.path("mark").asInt())),
                text(json, "separator")
                        .map(separator ->
                                new TextDialect(separator, json.path("quoting").asText())),
                text(json, "sheet")
                        .map(name -> new SheetName(json.path("sheet_number").asInt(), name)),
                json.path("header_row").asInt(),
                new RecordPosition(
                        json.path("start_offset").asLong(),
                        json.path("start_line").asLong()),
                columns,
                json.has("text") ? OptionalInt.of(json.path("text").asInt()) : OptionalInt.empty(),
                places,
                json.has("day_first") ? Optional.of(json.path("day_first").asBoolean()) : Optional.empty(),
                json.path("rejects").asBoolean(),
                why);
    }

    private static String word(JsonNode json, String name) {
        return json.path(name).asText().toUpperCase(Locale.ROOT);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }
}
