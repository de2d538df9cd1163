/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssigneeNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "auth0|5f7c8ec7", "ann@example.com", "Engineering - Core", "nobody else"})
    void people_and_departments_have_names(String name) {
        assertThat(AssigneeName.mistakeIn(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "Nobody", "NOBODY", "\uff4eobody", "Ann\u202e", "two\nlines"})
    void nobody_is_nobody_and_what_is_not_seen_is_no_name(String name) {
        assertThat(AssigneeName.mistakeIn(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 5_000})
    void a_name_is_not_too_long(int length) {
        assertThat(AssigneeName.mistakeIn("x".repeat(length))).isPresent();
    }
}
