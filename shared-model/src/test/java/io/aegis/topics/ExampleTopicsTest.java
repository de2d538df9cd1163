/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.embedding.Embedding;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleTopicsTest {

    private static OwnTopic topic(int number, String... examples) {
        return new OwnTopic(number, "name " + number, "", "#336699", "Logistics", List.of(), List.of(examples));
    }

    /** Texts are angles in degrees; names stand at 0. */
    private static Embedding at(String text) {
        double angle = text.startsWith("name") ? 0 : Math.toRadians(Integer.parseInt(text));
        float[] direction = new float[Embedding.LENGTH];
        direction[0] = (float) Math.cos(angle);
        direction[1] = (float) Math.sin(angle);
        return Embedding.ofDirection(direction);
    }

    private static ExampleTopics of(OwnTopic... topics) {
        return ExampleTopics.of(new OwnTopics(1, List.of(topics)), ExampleTopicsTest::at, List.of());
    }

    @Test
    void a_text_has_the_topics_whose_examples_it_is_near() {
        ExampleTopics examples = of(topic(2, "10", "20", "10"), topic(59, "120", "120", "120", "120"));

        assertThat(examples.topicsOf(at("30"))).isEqualTo(0b100);
        assertThat(examples.topicsOf(at("120"))).isEqualTo(1L << 59);
        assertThat(examples.topicsOf(at("200"))).isZero();
        // The mean of the second lies at about 106 degrees; 44 degrees from a mean is near, 47 is not.
        assertThat(examples.topicsOf(at("52"))).isEqualTo(0b100);
        assertThat(examples.topicsOf(at("57"))).isZero();
    }

    @Test
    void fewer_than_three_examples_are_none() {
        assertThat(of(topic(1, "10", "20")).isEmpty()).isTrue();
        assertThat(of(topic(1, "10", "20")).topicsOf(at("10"))).isZero();
        assertThat(ExampleTopics.NONE.isEmpty()).isTrue();
        assertThat(of(topic(1, "10", "20", "0")).isEmpty()).isFalse();
    }

    @Test
    void many_examples_are_told_apart_from_what_nobody_labelled() {
        String[] around = new String[20];
        for (int i = 0; i < around.length; i++) {
            around[i] = Integer.toString(40 + i % 5);
        }
        OwnTopics list = new OwnTopics(1, List.of(topic(2, around), topic(3, "40", "41", "42")));
        List<Embedding> others = IntStream.range(0, 200)
                .mapToObj(i -> at(Integer.toString(i % 20 == 0 ? 74 : 120 + i % 20)))
                .toList();

        ExampleTopics learned = ExampleTopics.of(list, ExampleTopicsTest::at, others);
        assertThat(learned.topicsOf(at("42"))).isEqualTo(0b1100);
        assertThat(learned.score(2, at("42")).orElseThrow())
                .isGreaterThan(learned.score(2, at("60")).orElseThrow());
        assertThat(learned.score(2, at("68")).orElseThrow()).isLessThan(.8);
        assertThat(learned.topicsOf(at("68")))
                .as("three examples are near still")
                .isEqualTo(0b1000);
        assertThat(learned.score(7, at("42"))).isEmpty();

        ExampleTopics common = ExampleTopics.of(list, ExampleTopicsTest::at, Collections.nCopies(200, at("42")));
        assertThat(common.topicsOf(at("68")))
                .as("what most texts are on is not told apart from them")
                .isEqualTo(0b1100);
        ExampleTopics few = ExampleTopics.of(list, ExampleTopicsTest::at, others.subList(0, 199));
        assertThat(few.topicsOf(at("68"))).isEqualTo(0b1100);
    }

    @Test
    void a_vector_without_direction_is_near_nothing() {
        assertThat(of(topic(1, "10", "20", "0")).topicsOf(Embedding.ofDirection(new float[Embedding.LENGTH])))
                .isZero();
    }
}
