/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the topics of a text by how near it is to their examples: a topic has it when the cosine to the mean of the directions of
 * its name and its examples is {@value #NEAR} or more. Immutable, thread-safe.
 */
public final class ExampleTopics {

    /** No examples. */
    public static final ExampleTopics NONE = new ExampleTopics(List.of());

    /** From here on a text is like the examples. */
    private static final double NEAR = .70;

    private record Centre(long bit, Embedding direction) {}

    private final List<Centre> centres;

    private ExampleTopics(List<Centre> centres) {
        this.centres = List.copyOf(centres);
    }

    /**
     * Of the topics of a list that have {@value OwnTopic#FEWEST_EXAMPLES} examples or more.
     *
     * @param embedding makes the vector of a text
     */
    public static ExampleTopics of(OwnTopics list, Function<String, Embedding> embedding) {
        List<Centre> centres = new ArrayList<>();
        for (OwnTopic topic : list.topics()) {
            if (topic.examples().size() >= OwnTopic.FEWEST_EXAMPLES) {
                centres.add(new Centre(topic.bit(), centre(topic, embedding)));
            }
        }
        return new ExampleTopics(centres);
    }

    private static Embedding centre(OwnTopic topic, Function<String, Embedding> embedding) {
        float[] sum = embedding.apply(topic.name()).unit();
        for (String example : topic.examples()) {
            float[] direction = embedding.apply(example).unit();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += direction[i];
            }
        }
        return Embedding.ofDirection(sum);
    }

    /** Whether no topic has enough examples. */
    public boolean isEmpty() {
        return centres.isEmpty();
    }

    /** The topics of a text, as bits: bit n is the topic with number n. */
    public long topicsOf(Embedding text) {
        long bits = 0;
        for (Centre centre : centres) {
            bits |= centre.direction().cosine(text) >= NEAR ? centre.bit() : 0;
        }
        return bits;
    }
}
