/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.db.audit.Actor;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void a_tag_is_kept_in_one_spelling() {
        assertThat(Tags.of("  VIP Customer ")).contains("vip-customer");
        assertThat(Tags.of("Gro\u0308\u00dfe")).contains("gr\u00f6\u00dfe");
        assertThat(Tags.of("q3:2026")).contains("q3:2026");
    }

    @Test
    void what_is_no_tag_is_none() {
        assertThat(Tags.of("")).isEmpty();
        assertThat(Tags.of("-first")).isEmpty();
        assertThat(Tags.of("a,b")).isEmpty();
        assertThat(Tags.of("<b>")).isEmpty();
        assertThat(Tags.of("vip\u034f")).as("an invisible mark").isEmpty();
        assertThat(Tags.of("vip\u3164")).as("an invisible letter").isEmpty();
        assertThat(Tags.of("\u202evip")).as("from right to left").isEmpty();
        assertThat(Tags.of("x".repeat(33))).isEmpty();
        assertThat(Tags.of("x".repeat(100_000))).isEmpty();
    }

    @Property(tries = 300)
    void a_tag_made_again_is_the_same(@ForAll @StringLength(max = 80) String text) {
        Optional<String> tag = Tags.of(text);
        tag.ifPresent(made -> {
            assertThat(made.length()).isBetween(1, Tags.MAX_LENGTH);
            assertThat(Tags.of(made)).contains(made);
        });
    }

    @Test
    void a_change_takes_only_what_can_be_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> TriageChange.tag(Set.of("Not Kept So")));
        assertThatIllegalArgumentException().isThrownBy(() -> TriageChange.assign(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> TriageChange.assign("x".repeat(129)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Snooze(Optional.empty(), false));
        assertThat(TriageChange.assign("Ann").isEmpty()).isFalse();
        assertThat(new TriageChange(Optional.empty(), Set.of(), Set.of(), Optional.empty()).isEmpty())
                .isTrue();
    }

    @Test
    void a_name_that_is_too_long_is_cut_at_a_whole_character() {
        assertThat(Actor.user("\ud83d\ude00".repeat(200)).name()).isEqualTo("\ud83d\ude00".repeat(Actor.MAX_NAME));
        assertThat(Actor.rule("Refunds").kind()).isEqualTo(Actor.Kind.RULE);
    }
}
