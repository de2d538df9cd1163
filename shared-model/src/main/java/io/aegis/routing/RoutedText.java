/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of feedback as conditions see it. Its priority is not in it: rules change that, and none is to wait for another.
 *
 * @param text sanitised
 * @param labels sentiment, topics, urgency
 * @param department the name of the one that it goes to
 * @param language BCP 47, or {@code und}
 * @param possiblyUrgent in other words than the rules know
 * @param ownTopics names of topics that operators made
 * @param channel where its first submission said that it came from; empty when it did not say
 * @param groupSize how many rows say the same, this one included
 */
public record RoutedText(
        String text,
        Labels labels,
        String department,
        String language,
        boolean possiblyUrgent,
        List<String> ownTopics,
        String channel,
        long groupSize) {

    /** Copies the list. */
    public RoutedText {
        ownTopics = List.copyOf(ownTopics);
    }

    /** By name, as conditions take them. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("text", text);
        variables.put("sentiment", labels.sentiment().name());
        variables.put("topics", labels.topics().stream().map(Topic::label).toList());
        variables.put("urgent", labels.urgent());
        variables.put("department", department);
        variables.put("language", language);
        variables.put("possibly_urgent", possiblyUrgent);
        variables.put("own_topics", ownTopics);
        variables.put("channel", channel);
        variables.put("group_size", groupSize);
        return variables;
    }
}
