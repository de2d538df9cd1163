/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.SortedMap;

/** Labels as a JSON object of texts. */
public final class LabelsJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private LabelsJson() {}

    /** Labels as JSON, in their order. */
    public static String write(SortedMap<String, String> labels) {
        try {
            return MAPPER.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    /** Reads them back. */
    public static Map<String, String> read(String json) {
        try {
            return MAPPER.readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored labels are an object of texts", e);
        }
    }
}
