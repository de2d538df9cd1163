/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.grouping.WordRuns;
import io.aegis.topics.OwnTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is allowed in a topic but will hardly do what its author wants. */
final class TopicWarnings {

    /** Of fewer words a vector says little: it is like almost everything, or like nothing. */
    static final int FEWEST_WORDS = 4;

    private TopicWarnings() {}

    static List<String> of(OwnTopic topic) {
        List<String> warnings = new ArrayList<>();
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

    static void writeTo(JsonGenerator json, OwnTopic topic) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (String warning : of(topic)) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }
}
