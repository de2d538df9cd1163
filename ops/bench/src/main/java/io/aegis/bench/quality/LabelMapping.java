/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.feedback.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the labels of a data set mean here, by {@code labels.json}.
 *
 * @param topics the labels of each topic
 * @param urgent the labels of urgent texts
 */
record LabelMapping(Map<Topic, Set<String>> topics, Set<String> urgent) {

    private static final String FILE = "labels.json";

    /** The mapping of one data set. */
    static LabelMapping of(String dataSet) throws IOException {
        try (InputStream in = Objects.requireNonNull(LabelMapping.class.getResourceAsStream(FILE))) {
            JsonNode labels = new JsonMapper().readTree(in).get(dataSet);
            return new LabelMapping(
                    Arrays.stream(Topic.values())
                            .collect(Collectors.toMap(topic -> topic, topic -> texts(labels.path(topic.label())))),
                    texts(labels.path("urgent")));
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    /** The topics of a text with these labels; GENERAL when they stand for none. */
    Set<Topic> topicsOf(Collection<String> labels) {
        Set<Topic> found = EnumSet.noneOf(Topic.class);
        topics.forEach((topic, names) -> {
            if (labels.stream().anyMatch(names::contains)) {
                found.add(topic);
            }
        });
        return found.isEmpty() ? EnumSet.of(Topic.GENERAL) : found;
    }
}
