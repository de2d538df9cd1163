/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Topic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Evidence as numbers for a linear model: the vector of the text, which topics the rules give it, and which rules fired. A rule that
 * was not there when it was trained is no number. Immutable.
 */
final class TopicFeatures implements EvidenceFeatures {

    /** {@link Topic#GENERAL} is what has none of these. */
    private static final List<Topic> TOPICS = List.of(Topic.SECURITY, Topic.BILLING, Topic.TECHNICAL, Topic.UX);

    /** Most rules that count. */
    static final int MOST_RULES = 1_000;

    /** Rules that fired on fewer texts tell nothing. */
    private static final int FEWEST_TEXTS = 5;

    /** In a vector of length 1 each dimension is so short that twenty rounds would hardly move a weight. */
    private static final float VECTOR_SCALE = 4;

    private static final float TOPIC_SCALE = 2;

    private final List<String> rules;
    private final Map<String, Integer> places;

    /** @param rules ids of those that count, each once */
    TopicFeatures(List<String> rules) {
        this.rules = List.copyOf(rules);
        this.places = IntStream.range(0, rules.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(this.rules::get, Function.identity()));
    }

    /** Those that tell something of these examples. */
    static TopicFeatures of(List<TopicExample> examples) {
        Map<String, Long> texts = examples.stream()
                .flatMap(example -> example.evidence().rules().stream().distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new TopicFeatures(texts.entrySet().stream()
                .filter(each -> each.getValue() >= FEWEST_TEXTS)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_RULES)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The rules that count, in the order of their numbers. */
    List<String> rules() {
        return rules;
    }

    @Override
    public int count() {
        return Embedding.LENGTH + TOPICS.size() + rules.size();
    }

    @Override
    public void write(TopicEvidence evidence, double[] numbers) {
        float[] unit = evidence.vector().unit();
        for (int i = 0; i < Embedding.LENGTH; i++) {
            numbers[i] = unit[i] * VECTOR_SCALE;
        }
        int place = Embedding.LENGTH;
        for (Topic topic : TOPICS) {
            numbers[place++] = evidence.ruled().topics().contains(topic) ? TOPIC_SCALE : 0;
        }
        Arrays.fill(numbers, place, count(), 0);
        for (String rule : evidence.rules()) {
            Integer found = places.get(rule);
            if (found != null) {
                numbers[place + found] = 1;
            }
        }
    }
}
