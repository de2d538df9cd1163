/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.embedding.Embedding;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HyperplaneBandsTest {

    private static final int PAIRS = 300;

    private final HyperplaneBands bands = new HyperplaneBands();

    private static float[] direction(Random random) {
        float[] direction = new float[Embedding.LENGTH];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        return direction;
    }

    /** The share of pairs with a key in common, when one of each is the other with some noise. */
    private double meeting(double noise) {
        Random random = new Random(11);
        int met = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            float[] one = direction(random);
            float[] other = direction(random);
            for (int i = 0; i < one.length; i++) {
                other[i] = (float) (one[i] + noise * other[i]);
            }
            List<Long> keys = bands.keys(Embedding.ofDirection(one));
            met += Collections.disjoint(keys, bands.keys(Embedding.ofDirection(other))) ? 0 : 1;
        }
        return (double) met / PAIRS;
    }

    @Test
    void near_directions_meet_and_far_ones_do_not() {
        assertThat(meeting(0.33)).as("a cosine of about .95").isGreaterThan(0.95);
        assertThat(meeting(0.75)).as("a cosine of about .80").isBetween(0.5, 0.8);
        assertThat(meeting(1000)).as("a cosine of about 0").isLessThan(0.05);
    }

    @Test
    void keys_are_those_of_the_direction_and_of_no_text() {
        Embedding vector = Embedding.ofDirection(direction(new Random(1)));
        assertThat(bands.keys(vector))
                .hasSize(HyperplaneBands.BANDS)
                .doesNotHaveDuplicates()
                .isEqualTo(new HyperplaneBands().keys(vector))
                .allMatch(key -> key >>> Integer.SIZE >= MinHashBands.BANDS);
        assertThat(bands.keys(Embedding.of(new byte[Embedding.LENGTH]))).isEmpty();
    }
}
