/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Parameters of a job as a JSON object, as its columns have it. */
final class ParametersJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private ParametersJson() {}

    static String write(Map<String, Object> parameters) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("parameters are texts, numbers and truth values", e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            return JSON.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column does not hold a JSON object", e);
        }
    }
}
