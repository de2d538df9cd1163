/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearTrainingTest {

    /** Around one of two directions. */
    private static Embedding near(int direction, int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[Embedding.LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() / 10;
        }
        numbers[direction] += 3;
        return Embedding.ofDirection(numbers);
    }

    private static List<Embedding> many(int direction, int from, int to) {
        return IntStream.range(from, to).mapToObj(seed -> near(direction, seed)).toList();
    }

    @Test
    void what_lies_apart_is_told_apart() {
        LinearModel model = LinearTraining.train(many(0, 0, 60), many(1, 60, 120));

        assertThat(many(0, 200, 220)).allMatch(vector -> model.probability(vector) > .9);
        assertThat(many(1, 220, 240)).allMatch(vector -> model.probability(vector) < .1);
        assertThat(model.probability(Embedding.NOTHING)).isZero();
    }

    @Test
    void the_same_examples_give_the_same_model() {
        Embedding unsure =
                Embedding.ofDirection(sum(near(0, 1).unit(), near(1, 2).unit()));

        assertThat(LinearTraining.train(many(0, 0, 30), many(1, 30, 60)).probability(unsure))
                .isEqualTo(LinearTraining.train(many(0, 0, 30), many(1, 30, 60)).probability(unsure));
    }

    private static float[] sum(float[] one, float[] other) {
        float[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    @Test
    void without_examples_there_is_nothing_to_learn() {
        assertThatThrownBy(() -> LinearTraining.train(List.of(), many(1, 0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinearTraining.train(many(1, 0, 3), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void urgency_is_learned_from_the_sentences_that_come_with_the_product() {
        List<String> urgent = UrgencyExamples.training().urgent();
        TextEmbedder embedder = new TextEmbedder() {
            @Override
            public Embedding embed(String text) {
                return near(urgent.contains(text) ? 0 : 1, text.hashCode());
            }

            @Override
            public String model() {
                return "of this test";
            }
        };

        ImpliedUrgency urgency = ImpliedUrgency.learn(embedder);

        assertThat(urgency.suspects(near(0, 7))).isTrue();
        assertThat(urgency.suspects(near(1, 8))).isFalse();
    }
}
