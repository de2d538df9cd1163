/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CurrentOwnTopicsTest {

    private static final FeedbackText LATE = FeedbackText.of("My parcel was late again");

    private final AtomicReference<OwnTopics> stored = new AtomicReference<>(OwnTopics.NONE);
    private final AtomicBoolean away = new AtomicBoolean();
    private final CurrentOwnTopics current = new CurrentOwnTopics(
            known -> {
                if (away.get()) {
                    throw new DatabaseUnavailableException("away");
                }
                return Optional.ofNullable(stored.get()).filter(list -> list.version() != known);
            },
            TopicRuleCompiler.load());

    private static OwnTopics list(long version, String pattern) {
        TopicRule rule = new TopicRule(List.of(pattern), List.of(), 1, false, 1);
        return new OwnTopics(
                version, List.of(new OwnTopic(5, "Parcels", "", "#336699", "Logistics", List.of(rule), List.of())));
    }

    @Test
    void a_changed_list_is_followed() {
        assertThat(current.byRules(LATE)).isZero();
        stored.set(list(1, "parcel"));
        assertThat(current.byRules(LATE)).isZero();
        current.refresh();
        assertThat(current.byRules(LATE)).isEqualTo(1L << 5);
        assertThat(current.list().version()).isEqualTo(1);

        stored.set(list(2, "letter"));
        current.refresh();
        assertThat(current.byRules(LATE)).isZero();
    }

    @Test
    void what_is_known_stays_while_the_database_is_away() {
        stored.set(list(1, "parcel"));
        current.refresh();
        away.set(true);
        current.refresh();
        assertThat(current.byRules(LATE)).isEqualTo(1L << 5);
    }

    @Test
    void a_list_whose_rules_are_of_another_version_of_the_product_is_taken_without_them() {
        stored.set(list(1, "@CLASSOFTOMORROW"));
        current.refresh();
        assertThat(current.list().named("parcels")).isPresent();
        assertThat(current.byRules(LATE)).isZero();
    }
}
