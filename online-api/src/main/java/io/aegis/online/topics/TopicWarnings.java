/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.topics.OwnTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is allowed in a topic but will hardly do what its author wants. */
final class TopicWarnings {

    /** Of fewer words a vector says little: it is like almost everything, or like nothing. */
    static final int FEWEST_WORDS = 4;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** From here on there are scripts that put no spaces between words. */
    private static final int WITHOUT_SPACES = 0x2E80;

    private static final int THAI = 0x0E00;
    private static final int AFTER_THAI = 0x0E80;

    private TopicWarnings() {}

    static List<String> of(OwnTopic topic) {
        List<String> warnings = new ArrayList<>();
        List<String> examples = topic.examples();
        if (!examples.isEmpty() && examples.size() < OwnTopic.FEWEST_EXAMPLES) {
            warnings.add("Examples do nothing until there are " + OwnTopic.FEWEST_EXAMPLES + " of them.");
        }
        for (int i = 0; i < examples.size(); i++) {
            if (isShort(examples.get(i))) {
                warnings.add(
                        "examples[" + i + "], \"" + examples.get(i)
                                + "\", is too short to be an example: texts of fewer than "
                                + FEWEST_WORDS
                                + " words are like almost everything or like nothing. Write a sentence as customers do, or a rule.");
            }
        }
        return warnings;
    }

    private static boolean isShort(String example) {
        boolean spaced = example.codePoints()
                .noneMatch(c ->
                        (c >= WITHOUT_SPACES && c < Character.MIN_SUPPLEMENTARY_CODE_POINT && Character.isLetter(c))
                                || (c >= THAI && c < AFTER_THAI));
        return spaced && SPACE.split(example.strip(), -1).length < FEWEST_WORDS;
    }

    static void writeTo(JsonGenerator json, OwnTopic topic) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (String warning : of(topic)) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }
}
