/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.topics.TopicChange;
import io.aegis.db.topics.TopicRow;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.heuristic.TopicRules;
import io.aegis.topics.ExampleTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicMatcherTest {

    private static final UUID ID = new UUID(1, 2);
    private static final TopicRules RULES = TopicRuleCompiler.load()
            .compile(Map.of(0, List.of(new TopicRule(List.of("parcel"), List.of(), 1, false, 1))));

    private static TopicRow row(String text, long carried) {
        return new TopicRow(ID, text, carried, Optional.empty());
    }

    @Test
    void what_is_decided_anew_comes_and_goes_and_the_rest_stays() {
        TopicMatcher matcher = new TopicMatcher(RULES, ExampleTopics.NONE, 0b1, 0b101);

        assertThat(matcher.match(row("my parcel", 0))).contains(new TopicChange(ID, 0b101, 0b1));
        assertThat(matcher.match(row("my parcel", 0b11))).isEmpty();
        assertThat(matcher.match(row("my letter", 0b11))).contains(new TopicChange(ID, 0b101, 0));
        assertThat(matcher.match(row("my parcel", 0b111))).contains(new TopicChange(ID, 0b101, 0b1));
        assertThat(matcher.match(row("my letter", 0b1010))).isEmpty();
    }

    @Test
    void what_is_not_decided_is_not_given() {
        TopicMatcher matcher = new TopicMatcher(RULES, ExampleTopics.NONE, 0, 0b10);
        assertThat(matcher.match(row("my parcel", 0))).isEmpty();
        assertThat(matcher.match(row("my parcel", 0b10))).contains(new TopicChange(ID, 0b10, 0));
    }
}
