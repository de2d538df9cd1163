/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TextRetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static TextRetention kept(Optional<Integer> byDefault, Map<String, Integer> sources) {
        return new TextRetention(1, byDefault, new TreeMap<>(sources));
    }

    private static TextSources old(long days, boolean unnamed, String... named) {
        return new TextSources(Set.of(named), unnamed, NOW.minus(Duration.ofDays(days)));
    }

    private static String by(TextRetention kept, TextSources text) {
        return kept.due(text, NOW)
                .map(limit -> limit.source().orElse("default") + " " + limit.days())
                .orElse("stays");
    }

    @Test
    void a_text_goes_after_the_days_of_its_source_and_not_on_the_last_of_them() {
        TextRetention kept = kept(Optional.empty(), Map.of("chat", 10));
        assertThat(by(kept, old(11, false, "chat"))).isEqualTo("chat 10");
        assertThat(by(kept, old(10, false, "chat"))).isEqualTo("stays");
        assertThat(by(
                        kept,
                        new TextSources(
                                Set.of("chat"),
                                false,
                                NOW.minus(Duration.ofDays(10)).minusNanos(1000))))
                .isEqualTo("chat 10");
    }

    @Test
    void of_several_sources_the_longest_counts_and_one_that_is_for_ever_keeps_it() {
        TextRetention kept = kept(Optional.empty(), Map.of("chat", 10, "mail", 100));
        assertThat(by(kept, old(50, false, "chat", "mail"))).isEqualTo("stays");
        assertThat(by(kept, old(101, false, "chat", "mail"))).isEqualTo("mail 100");
        assertThat(by(kept, old(9_999, false, "chat", "letters"))).isEqualTo("stays");
        assertThat(by(kept, old(9_999, true, "chat"))).isEqualTo("stays");
    }

    @Test
    void the_default_is_for_sources_without_days_and_for_submissions_that_named_none() {
        TextRetention kept = kept(Optional.of(30), Map.of("chat", 10, "mail", 100));
        assertThat(by(kept, old(31, false, "letters"))).isEqualTo("default 30");
        assertThat(by(kept, old(31, true))).isEqualTo("default 30");
        assertThat(by(kept, old(20, true, "chat"))).isEqualTo("stays");
        assertThat(by(kept, old(31, true, "chat"))).isEqualTo("default 30");
        assertThat(by(kept, old(31, true, "mail"))).isEqualTo("stays");
        assertThat(by(kept, old(31, false, "CHAT"))).isEqualTo("default 30");
    }

    @Test
    void of_equal_ones_the_first_by_name_is_told_and_the_default_last() {
        TextRetention kept = kept(Optional.of(10), Map.of("b", 10, "a", 10));
        assertThat(by(kept, old(11, true, "b", "a"))).isEqualTo("a 10");
    }

    @Test
    void without_any_days_all_stay() {
        TextRetention kept = kept(Optional.empty(), Map.of());
        assertThat(kept.fewestDays()).isEmpty();
        assertThat(by(kept, old(36_500, false, "chat"))).isEqualTo("stays");
        assertThat(kept(Optional.of(30), Map.of("chat", 10)).fewestDays()).contains(10);
        assertThat(kept(Optional.of(3), Map.of("chat", 10)).fewestDays()).contains(3);
    }
}
