/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classification that a model would give, guessed from a few cues: right often enough for tests and demos.
 *
 * @param sentiment POSITIVE, NEGATIVE or NEUTRAL
 * @param topics one or more of the five
 * @param urgent whether somebody has to look at once
 */
record GuessedLabels(String sentiment, List<String> topics, boolean urgent) {

    private static final Pattern NEGATIVE = words(
            "not|never|no|bad|terrible|awful|broken|crash\\w*|fail\\w*|error|charged|twice|hacked|stolen|slow|ignor\\w*");
    private static final Pattern POSITIVE = words("love|great|thank\\w*|excellent|amazing|perfect|wonderful|good");
    private static final Pattern URGENT = words("lawyer|sue|fraud|hacked|stolen|outage|suicid\\w*|unsafe|immediately");
    private static final Map<String, Pattern> TOPICS = Map.of(
            "Billing", words("charg\\w*|refund\\w*|invoice|bill\\w*|pay\\w*|price|card|money"),
            "Technical", words("crash\\w*|error|bug\\w*|broken|slow|fail\\w*|down|login"),
            "UX", words("button|design|confusing|layout|menu|ugly|font|interface"),
            "Security", words("hack\\w*|stolen|fraud|password|phishing|breach|leak\\w*"));
    private static final Pattern COMMAND = words("positive|negative|neutral");
    private static final Pattern NAMED_TOPIC = words("billing|technical|ux|security|general");

    /** Reads the text for what it complains about. */
    static GuessedLabels of(String text) {
        List<String> topics = TOPICS.entrySet().stream()
                .filter(topic -> topic.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new GuessedLabels(
                sentiment(text),
                topics.isEmpty() ? List.of("General") : topics,
                URGENT.matcher(text).find());
    }

    /** Does what the text demands: the labels that it names, urgent unless it says "not urgent". */
    static GuessedLabels obeying(String text) {
        GuessedLabels honest = of(text);
        Matcher command = COMMAND.matcher(text);
        List<String> named = new ArrayList<>();
        for (Matcher topic = NAMED_TOPIC.matcher(text); topic.find(); ) {
            named.add(label(topic.group()));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return new GuessedLabels(
                command.find() ? command.group().toUpperCase(Locale.ROOT) : honest.sentiment,
                named.isEmpty() ? honest.topics : List.copyOf(named),
                lower.contains("urgent") ? !lower.contains("not urgent") : honest.urgent);
    }

    /** The answer that was asked for, complete and with a confidence. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sentiment", sentiment);
        ArrayNode array = json.putArray("topics");
        topics.forEach(array::add);
        return json.put("is_urgent", urgent).put("confidence", 0.87);
    }

    private static String sentiment(String text) {
        boolean bad = NEGATIVE.matcher(text).find();
        boolean good = POSITIVE.matcher(text).find();
        if (bad == good) {
            return "NEUTRAL";
        }
        return good ? "POSITIVE" : "NEGATIVE";
    }

    private static String label(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.equals("ux") ? "UX" : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b", Pattern.CASE_INSENSITIVE);
    }
}
