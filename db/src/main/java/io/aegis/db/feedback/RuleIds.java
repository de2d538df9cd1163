package io.aegis.db.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The ids of the rules that fired, as the JSON array that the database keeps. */
final class RuleIds {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleIds() {}

    static String format(List<String> rules) {
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings is always JSON", e);
        }
    }

    static List<String> parse(String stored) {
        try {
            return List.of(JSON.readValue(stored, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("feedback.evidence holds something other than a list of strings", e);
        }
    }
}
