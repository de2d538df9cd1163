/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.topics.ExampleTopics;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicExamplesTest {

    private final List<Embedding> others = new ArrayList<>();
    private final List<String> embedded = new ArrayList<>();

    private final TopicExamples examples = new TopicExamples(Optional.of(new Letters()), () -> List.copyOf(others));

    /** Each letter is a direction. */
    private final class Letters implements TextEmbedder {

        @Override
        public Embedding embed(String text) {
            embedded.add(text);
            return direction(text.charAt(0));
        }

        @Override
        public String model() {
            return "letters";
        }
    }

    private static Embedding direction(char letter) {
        float[] numbers = new float[Embedding.LENGTH];
        numbers[letter] = 1;
        return Embedding.ofDirection(numbers);
    }

    private static OwnTopics list(long version, int count) {
        return new OwnTopics(
                version,
                List.of(new OwnTopic(1, "a", "", "#336699", "Any", List.of(), Collections.nCopies(count, "a"))));
    }

    @Test
    void examples_are_made_into_vectors_once_for_each_version() {
        assertThat(examples.of(list(1, 3)).topicsOf(direction('a'))).isEqualTo(0b10);
        assertThat(examples.of(list(1, 3)).topicsOf(direction('b'))).isZero();
        assertThat(embedded).hasSize(4);
        examples.of(list(2, 3));
        assertThat(embedded).hasSize(8);
    }

    @Test
    void many_examples_are_learned_as_soon_as_there_is_enough_to_tell_them_apart_from() {
        ExampleTopics near = examples.of(list(1, 20));
        assertThat(near.score(1, direction('b'))).as("a cosine").hasValue(0);
        others.addAll(Collections.nCopies(200, direction('b')));

        ExampleTopics learned = examples.of(list(1, 20));

        assertThat(learned.score(1, direction('b')).orElseThrow())
                .as("a probability")
                .isPositive();
        assertThat(learned.topicsOf(direction('a'))).isEqualTo(0b10);
        assertThat(learned.topicsOf(direction('b'))).isZero();
        assertThat(examples.of(list(1, 20))).isSameAs(learned);
    }

    @Test
    void without_a_model_there_are_none() {
        TopicExamples none = new TopicExamples(Optional.empty(), List::of);
        assertThat(none.of(list(1, 3)).isEmpty()).isTrue();
        assertThat(none.model()).isEmpty();
    }
}
