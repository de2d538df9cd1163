/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids of the rules that fired, as the JSON array that the database keeps. Each new text costs writing it once and each
 * duplicate reading it, so arrays of ids such as rules have are written and read without a mapper; any other JSON array of strings
 * is all the same.
 */
final class RuleIds {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BETWEEN = "\",\"";

    private RuleIds() {}

    static String format(List<String> rules) {
        if (rules.isEmpty()) {
            return "[]";
        }
        if (arePlain(rules)) {
            return "[\"" + String.join(BETWEEN, rules) + "\"]";
        }
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings is always JSON", e);
        }
    }

    static List<String> parse(String stored) {
        return plain(stored).orElseGet(() -> parsed(stored));
    }

    private static List<String> parsed(String stored) {
        try {
            return List.of(JSON.readValue(stored, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("feedback.evidence holds something other than a list of strings", e);
        }
    }

    /** Reads {@code []} and {@code ["a.b","c"]}; empty as soon as there is a character that ids of rules do not have. */
    private static Optional<List<String>> plain(String stored) {
        if (stored.equals("[]")) {
            return Optional.of(List.of());
        }
        if (stored.length() < 4 || !stored.startsWith("[\"") || !stored.endsWith("\"]")) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        int last = stored.length() - 2;
        int from = 2;
        int at = from;
        while (at < last) {
            if (stored.startsWith(BETWEEN, at)) {
                ids.add(stored.substring(from, at));
                at += BETWEEN.length();
                from = at;
            } else if (isPlain(stored.charAt(at))) {
                at++;
            } else {
                return Optional.empty();
            }
        }
        if (from > last) {
            return Optional.empty();
        }
        ids.add(stored.substring(from, last));
        return Optional.of(List.copyOf(ids));
    }

    private static boolean arePlain(List<String> rules) {
        for (String rule : rules) {
            if (!isPlain(rule)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isPlain(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-'
                || c == ':';
    }
}
