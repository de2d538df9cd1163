/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.embedding.Embedding;
import io.aegis.learning.LinearModel;
import io.aegis.learning.LinearTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Finds the topics of a text by their examples. A topic has it when the cosine to the mean of the directions of its name and its examples is
 * {@value #NEAR} or more. One with {@value #LEARNED_FROM} examples or more is learned instead (logistic regression), told apart from
 * texts that nobody has labelled, where there are {@value #FEWEST_OTHERS} of those and few of them are like the examples. Immutable, thread-safe.
 */
public final class ExampleTopics {

    /** No examples. */
    public static final ExampleTopics NONE = new ExampleTopics(List.of());

    /** Texts without labels that are worth telling examples apart from: more make it slower, not better. */
    public static final int MOST_OTHERS = 1_000;

    /** Fewer texts without labels say nothing of what else there is. */
    public static final int FEWEST_OTHERS = 200;

    /** Examples from which on a topic is learned. */
    public static final int LEARNED_FROM = 5;

    /** From here on a text is like the examples. */
    private static final double NEAR = .70;

    /** From here on a text is what was learned. */
    private static final double LIKELY = .80;

    /** Fewer than one of so many texts are like the examples, or the topic is too common to be told apart from them. */
    private static final int FEW_LIKE = 10;

    /** A topic, and what its examples come to. */
    private sealed interface Known permits Centre, Learned {

        int number();

        /** How well a text fits, up to 1. */
        double score(Embedding text);

        /** Whether that is enough. */
        boolean has(double score);
    }

    private record Centre(int number, Embedding direction) implements Known {

        @Override
        public double score(Embedding text) {
            return direction.cosine(text);
        }

        @Override
        public boolean has(double score) {
            return score >= NEAR;
        }
    }

    private record Learned(int number, LinearModel model) implements Known {

        @Override
        public double score(Embedding text) {
            return model.probability(text);
        }

        @Override
        public boolean has(double score) {
            return score >= LIKELY;
        }
    }

    private final List<Known> known;

    private ExampleTopics(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Of the topics of a list that have {@value OwnTopic#FEWEST_EXAMPLES} examples or more.
     *
     * @param embedding makes the vector of a text
     * @param others vectors of texts that nobody labelled, of which up to {@value #MOST_OTHERS} are used
     */
    public static ExampleTopics of(OwnTopics list, Function<String, Embedding> embedding, List<Embedding> others) {
        List<Embedding> apart = others.subList(0, Math.min(others.size(), MOST_OTHERS));
        List<Known> known = new ArrayList<>();
        for (OwnTopic topic : list.topics()) {
            if (topic.examples().size() >= OwnTopic.FEWEST_EXAMPLES) {
                List<Embedding> examples = new ArrayList<>(List.of(embedding.apply(topic.name())));
                topic.examples().forEach(example -> examples.add(embedding.apply(example)));
                Centre centre = new Centre(topic.number(), centre(examples));
                known.add(
                        topic.examples().size() >= LEARNED_FROM && tellsApart(apart, centre)
                                ? new Learned(topic.number(), learned(examples, apart))
                                : centre);
            }
        }
        return new ExampleTopics(known);
    }

    /** Where many texts are like the examples, they are no examples of anything else. */
    private static boolean tellsApart(List<Embedding> others, Centre centre) {
        long like =
                others.stream().filter(other -> centre.has(centre.score(other))).count();
        return others.size() >= FEWEST_OTHERS && like * FEW_LIKE < others.size();
    }

    private static Embedding centre(List<Embedding> examples) {
        float[] sum = new float[Embedding.LENGTH];
        for (Embedding example : examples) {
            float[] direction = example.unit();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += direction[i];
            }
        }
        return Embedding.ofDirection(sum);
    }

    /** Examples count together as much as the others do, or hardly any text would seem likely. */
    private static LinearModel learned(List<Embedding> examples, List<Embedding> others) {
        List<Embedding> repeated = new ArrayList<>(examples);
        while (repeated.size() + examples.size() <= others.size()) {
            repeated.addAll(examples);
        }
        return LinearTraining.train(repeated, others);
    }

    /** Whether no topic has enough examples. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** The topics of a text, as bits: bit n is the topic with number n. */
    public long topicsOf(Embedding text) {
        long bits = 0;
        for (Known each : known) {
            bits |= each.has(each.score(text)) ? 1L << each.number() : 0;
        }
        return bits;
    }

    /** How well a text fits a topic's examples, up to 1; empty when it has not enough of them. */
    public OptionalDouble score(int number, Embedding text) {
        return known.stream()
                .filter(each -> each.number() == number)
                .mapToDouble(each -> each.score(text))
                .findFirst();
    }
}
