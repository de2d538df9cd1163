/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.grouping.WordRuns;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.heuristic.TopicRules;
import io.aegis.topics.OwnTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is allowed in a topic but will hardly do what its author wants.
 *
 * @param compiler knows what rules match
 */
record TopicWarnings(TopicRuleCompiler compiler) {

    /** Of fewer words a vector says little: it is like almost everything, or like nothing. */
    static final int FEWEST_WORDS = 4;

    List<String> of(OwnTopic topic) {
        List<String> warnings = new ArrayList<>(ofRules(topic.rules()));
        List<String> examples = topic.examples();
        if (!examples.isEmpty() && examples.size() < OwnTopic.FEWEST_EXAMPLES) {
            warnings.add("Examples do nothing until there are " + OwnTopic.FEWEST_EXAMPLES + " of them.");
        }
        for (int i = 0; i < examples.size(); i++) {
            if (WordRuns.of(examples.get(i)).words() < FEWEST_WORDS) {
                warnings.add(
                        "examples[" + i + "], \"" + examples.get(i)
                                + "\", is too short to be an example: texts of fewer than "
                                + FEWEST_WORDS
                                + " words are like almost everything or like nothing. Write a sentence as customers do, or a rule.");
            }
        }
        return warnings;
    }

    private List<String> ofRules(List<TopicRule> rules) {
        List<String> warnings = new ArrayList<>();
        List<TopicRule> firing = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (compiler.silencesItself(rules.get(i))) {
                warnings.add("rules[" + i
                        + "] never does anything: what its patterns match is always matched by its unless, too.");
            } else {
                firing.add(rules.get(i));
            }
        }
        if (!firing.isEmpty() && !TopicRules.canChoose(firing)) {
            double most = firing.stream()
                    .mapToDouble(rule -> rule.weight() * rule.cap())
                    .sum();
            warnings.add(String.format(
                    Locale.ROOT,
                    "The rules never choose the topic: all together they weigh %.2f at most, and a topic needs 1. Give"
                            + " one of them more weight, or a higher cap if it may count several times.",
                    Math.floor(100 * most) / 100));
        }
        return warnings;
    }

    void writeTo(JsonGenerator json, OwnTopic topic) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (String warning : of(topic)) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }
}
