/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.naming;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenNameTest {

    private static final int LONGEST = 64;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cafe\u0301",
                "caf\u00e9",
                "  Caf\u00e9 ",
                "CAF\u00c9",
                "Caf\u00e9\u200b",
                "\u202eCaf\u00e9",
                "\uff23\uff41\uff46\u00e9",
                "Caf\u00e9\u3164"
            })
    void names_that_look_the_same_are_one(String name) {
        assertThat(GivenName.alike(name, "Caf\u00e9")).isTrue();
    }

    @Test
    void names_that_look_different_are_two() {
        assertThat(GivenName.alike("Cafe", "Caf\u00e9")).isFalse();
        assertThat(GivenName.alike("Late parcels", "Lateparcels")).isFalse();
    }

    @Test
    void spaces_and_case_and_the_way_a_heart_is_drawn_tell_nothing_apart() {
        assertThat(GivenName.alike("Late  \u00a0parcels", "late parcels")).isTrue();
        assertThat(GivenName.alike("Stra\u00dfe", "STRASSE")).isTrue();
        assertThat(GivenName.alike("STRA\u1e9eE", "STRASSE")).isTrue();
        assertThat(GivenName.alike("\u2764\ufe0f VIP", "\u2764 vip")).isTrue();
    }

    @Test
    void a_name_is_kept_composed_and_with_single_spaces() {
        assertThat(GivenName.tidy(" \u00a0Cafe\u0301  \u3000 am Eck\u00a0 ")).isEqualTo("Caf\u00e9 am Eck");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\u202eb",
                "a\u200bb",
                "a\u2066b",
                "a\ufeffb",
                "a\u00adb",
                "a\tb",
                "a\nb",
                "a\u2028b",
                "a\u3164b",
                "a\u2800b",
                "Billing|UX"
            })
    void what_is_not_seen_or_separates_is_refused(String name) {
        assertThat(GivenName.mistakeIn(GivenName.tidy(name), LONGEST)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zoo & <b>Co</b>", "\u0634\u062d\u0646", "\u914d\u9001", "\u2764\ufe0f VIP", "R&D / \u00a7 9"})
    void any_script_and_sign_is_a_name(String name) {
        assertThat(GivenName.mistakeIn(GivenName.tidy(name), LONGEST)).isEmpty();
    }

    @Test
    void its_length_is_counted_in_code_points() {
        assertThat(GivenName.mistakeIn("\ud83d\ude80".repeat(LONGEST), LONGEST)).isEmpty();
        assertThat(GivenName.mistakeIn("a".repeat(LONGEST + 1), LONGEST))
                .hasValue("must have 1 to " + LONGEST + " characters");
    }

    @Property
    void what_is_tidy_stays_and_has_the_same_key(@ForAll @StringLength(max = 80) String text) {
        String tidy = GivenName.tidy(text);
        assertThat(GivenName.tidy(tidy)).isEqualTo(tidy);
        assertThat(GivenName.key(tidy)).isEqualTo(GivenName.key(text));
    }
}
