/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    private static float[] random(int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[Embedding.LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    @Test
    void a_cosine_is_that_of_the_numbers_but_for_rounding() {
        for (int seed = 0; seed < 20; seed++) {
            float[] one = random(seed);
            float[] other = random(seed + 100);
            for (int i = 0; i < one.length; i++) {
                other[i] += one[i];
            }
            assertThat(Embedding.ofDirection(one).cosine(Embedding.ofDirection(other)))
                    .isCloseTo(cosine(one, other), within(.002));
        }
    }

    @Test
    void what_is_laid_out_for_many_comparisons_has_the_same_cosine() {
        for (int seed = 0; seed < 20; seed++) {
            Embedding one = Embedding.ofDirection(random(seed));
            Embedding other = Embedding.ofDirection(random(seed + 100));
            assertThat(new WideEmbedding(one).cosine(new WideEmbedding(other)))
                    .as("seed %d", seed)
                    .isEqualTo(one.cosine(other));
        }
        Embedding known = Embedding.ofDirection(random(1));
        assertThat(new WideEmbedding(known).cosine(new WideEmbedding(Embedding.NOTHING)))
                .isZero();
    }

    @Test
    void opposite_directions_and_the_same_one() {
        float[] numbers = random(1);
        float[] opposite = numbers.clone();
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] *= -3;
        }
        Embedding vector = Embedding.ofDirection(numbers);

        assertThat(vector.cosine(vector)).isCloseTo(1, within(1e-12));
        assertThat(vector.cosine(Embedding.ofDirection(opposite))).isCloseTo(-1, within(1e-12));
    }

    @Test
    void no_direction_is_like_nothing() {
        Embedding none = Embedding.ofDirection(new float[Embedding.LENGTH]);

        assertThat(none.cosine(Embedding.ofDirection(random(1)))).isZero();
        assertThat(none.unit()).containsOnly(0);
    }

    @Test
    void a_unit_has_the_direction_and_length_one() {
        float[] numbers = random(7);
        float[] unit = Embedding.ofDirection(numbers).unit();

        double length = 0;
        for (float number : unit) {
            length += number * number;
        }
        assertThat(length).isCloseTo(1, within(1e-5));
        assertThat(cosine(unit, numbers)).isGreaterThan(.999);
    }

    @Test
    void what_was_stored_is_the_same_vector_and_nobody_elses() {
        Embedding vector = Embedding.ofDirection(random(3));
        byte[] stored = vector.bytes();
        Embedding read = Embedding.of(stored);
        stored[0]++;

        assertThat(read).isEqualTo(vector).hasSameHashCodeAs(vector).isNotEqualTo(Embedding.of(stored));
        assertThat(read.bytes()).isEqualTo(vector.bytes()).hasSize(Embedding.LENGTH);
        assertThat(read).hasToString(vector.toString());
    }

    @Test
    void the_extremes_of_a_byte_do_not_overflow() {
        byte[] extremes = new byte[Embedding.LENGTH];
        Arrays.fill(extremes, Byte.MIN_VALUE);

        assertThat(Embedding.of(extremes).cosine(Embedding.of(extremes))).isCloseTo(1, within(1e-12));
    }

    @Test
    void other_lengths_and_what_is_no_number_are_refused() {
        float[] endless = random(1);
        endless[9] = Float.NaN;

        assertThatThrownBy(() -> Embedding.of(new byte[383])).hasMessageContaining("384 dimensions, not 383");
        assertThatThrownBy(() -> Embedding.ofDirection(new float[385])).hasMessageContaining("not 385");
        assertThatThrownBy(() -> Embedding.ofDirection(endless)).hasMessageContaining("finite");
    }
}
