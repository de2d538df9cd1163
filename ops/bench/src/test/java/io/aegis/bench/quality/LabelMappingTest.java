/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelMappingTest {

    @Test
    void an_intent_has_one_topic_and_questions_are_general() throws IOException {
        LabelMapping banking = LabelMapping.of("banking77");
        assertThat(banking.topicsOf(List.of("transaction_charged_twice"))).containsExactly(Topic.BILLING);
        assertThat(banking.topicsOf(List.of("declined_transfer"))).containsExactly(Topic.TECHNICAL);
        assertThat(banking.topicsOf(List.of("pin_blocked"))).containsExactly(Topic.SECURITY);
        assertThat(banking.topicsOf(List.of("age_limit"))).containsExactly(Topic.GENERAL);
        List<String> labels =
                banking.topics().values().stream().flatMap(Set::stream).toList();
        assertThat(labels).doesNotHaveDuplicates().hasSize(35);
        assertThat(banking.urgent()).hasSize(7).contains("lost_or_stolen_card");
    }

    @Test
    void a_review_has_the_topics_of_all_its_labels() throws IOException {
        LabelMapping reviews = LabelMapping.of("app_reviews");
        assertThat(reviews.topicsOf(List.of("Crashing Issues", "UI / Design Issues", "Developer Related Issues")))
                .containsExactly(Topic.TECHNICAL, Topic.UX);
        assertThat(reviews.topicsOf(List.of())).containsExactly(Topic.GENERAL);
        assertThat(reviews.urgent()).isEmpty();
    }
}
