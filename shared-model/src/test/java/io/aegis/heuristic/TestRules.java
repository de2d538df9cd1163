/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Small rule files. */
final class TestRules {

    static final String NAME = "test.json";

    private TestRules() {}

    /** A whole rule file: line 8 holds the classes, line 10 the first of the rules of Billing. */
    static String file(String classes, String billing) {
        return """
                {"version": "t1",
                 "thresholds": {"Billing": 1, "Technical": 1, "UX": 1, "Security": 1, "Urgent": 1,
                   "length_from": 60, "topic_slope": 0.5, "urgent_slope": 0.35, "short_words": 3, "short_factor": 0.5},
                 "sentiment": {"slope": 0.35, "limit": 0.8, "minimum": 0.8, "praise_discount": 0.5},
                 "priority": {"critical": {"any_of": [], "all_of": [], "urgency_from": 2}, "high": {"security": [],
                   "unhappy": []}, "medium": {"any_of": [], "problem_from": 0.8, "adjusted_at_most": -0.05}},
                 "injection": ["ignore ..3 instructions"],
                 "classes": {%s},
                 "rules": {"Billing": [
                %s]}}
                """.formatted(classes, billing);
    }

    static RuleSet read(String file) {
        return RuleSet.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), NAME);
    }

    /** Rules of these JSON members each, such as {@code "id": "a", "weight": 1, "patterns": ["x"]}. */
    static RuleSet rules(String... members) {
        String rules = Arrays.stream(members).map(member -> "{" + member + "}").collect(Collectors.joining(",\n"));
        return read(file("\"NEG\": \"no not never\", \"PET\": \"cat dog* hamster\"", rules));
    }

    /** One rule {@code r} of one pattern, with further members. */
    static RuleSet pattern(String pattern, String members) {
        return rules("\"id\": \"r\", \"weight\": 1, \"patterns\": [\"" + pattern + "\"]" + members);
    }

    static boolean fires(String pattern, String text) {
        return !pattern(pattern, "").find(text).ruleIds().isEmpty();
    }
}
