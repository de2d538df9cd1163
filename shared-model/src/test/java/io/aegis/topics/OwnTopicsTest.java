/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.heuristic.TopicRule;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTopicsTest {

    private static OwnTopic topic(int number, String name) {
        return new OwnTopic(number, name, "", "#336699", "Logistics", List.of(), List.of());
    }

    @Test
    void names_of_a_row_are_sorted_and_bits_without_a_topic_have_none() {
        OwnTopics topics = new OwnTopics(3, List.of(topic(59, "delivery"), topic(0, "Returns"), topic(7, "Branches")));

        assertThat(topics.names(1L << 59 | 1 | 1L << 7)).containsExactly("Branches", "delivery", "Returns");
        assertThat(topics.names(0b10)).isEmpty();
        assertThat(topics.names(0)).isEmpty();
        assertThat(topics.topics()).extracting(OwnTopic::number).containsExactly(0, 7, 59);
        assertThat(topics.isEmpty()).isFalse();
        assertThat(OwnTopics.NONE.isEmpty()).isTrue();
    }

    @Test
    void a_topic_is_found_by_its_name_in_any_case_and_by_its_number() {
        OwnTopics topics = new OwnTopics(1, List.of(topic(4, "Late Parcels")));

        assertThat(topics.named(" late parcels ")).map(OwnTopic::bit).contains(0b10000L);
        assertThat(topics.named("parcels")).isEmpty();
        assertThat(topics.numbered(4)).isPresent();
        assertThat(topics.numbered(5)).isEmpty();
        assertThat(topics.nameOf("4")).contains("Late Parcels");
        assertThat(topics.nameOf("5")).isEmpty();
    }

    @Test
    void numbers_and_names_are_taken_once() {
        assertThatThrownBy(() -> new OwnTopics(1, List.of(topic(1, "A"), topic(1, "B"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OwnTopics(1, List.of(topic(1, "Parcels"), topic(2, "PARCELS"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " Parcels", "billing", "UX", "security", "GENERAL"})
    void a_name_is_neither_blank_nor_a_built_in_topics(String name) {
        assertThatThrownBy(() -> topic(1, name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bounds_are_kept() {
        assertThatThrownBy(() -> topic(60, "A")).hasMessageContaining("59");
        assertThatThrownBy(() -> topic(-1, "A")).hasMessageContaining("59");
        assertThatThrownBy(() -> topic(1, "x".repeat(65))).hasMessageContaining("64");
        assertThatThrownBy(() -> new OwnTopic(1, "A", "", "red", "D", List.of(), List.of()))
                .hasMessageContaining("colour");
        List<TopicRule> rules =
                Collections.nCopies(3, new TopicRule(Collections.nCopies(40, "late"), List.of(), 1, false, 1));
        assertThatThrownBy(() -> new OwnTopic(1, "A", "", "#000000", "D", rules, List.of()))
                .hasMessageContaining("100 patterns");
        assertThatThrownBy(() -> new OwnTopic(1, "A", "", "#000000", "D", List.of(), Collections.nCopies(201, "abc")))
                .hasMessageContaining("200 examples");
    }

    @Test
    void what_chooses_texts_is_told_apart_from_what_is_shown() {
        OwnTopic one = topic(1, "A");
        assertThat(one.choosesAs(new OwnTopic(1, "A", "about", "#000000", "B", List.of(), List.of())))
                .isTrue();
        assertThat(one.choosesAs(topic(1, "B")))
                .as("another name is no other topic")
                .isTrue();
        assertThat(one.choosesAs(new OwnTopic(1, "A", "", "#336699", "Logistics", List.of(), List.of("an example"))))
                .isFalse();
    }
}
