/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentKeysTest {

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_key_comes_in_any_of_three_headers() {
        assertThat(SentKeys.of(List.of("k"), List.of()).one()).contains("k");
        assertThat(SentKeys.of(List.of(), List.of("Bearer k")).one()).contains("k");
        assertThat(SentKeys.of(List.of(), List.of("bearer  k ")).one()).contains("k");
        assertThat(SentKeys.of(List.of(), List.of(basic("any:k:ey"))).one()).contains("k:ey");
        assertThat(SentKeys.of(List.of(), List.of(basic(":k"))).one()).contains("k");
        assertThat(SentKeys.of(List.of(), List.of(basic("k"))).one()).contains("k");
    }

    @Test
    void the_same_key_twice_is_one_and_two_different_ones_are_none() {
        assertThat(SentKeys.of(List.of("k", "k"), List.of("Bearer k", basic("me:k")))
                        .one())
                .contains("k");
        assertThat(SentKeys.of(List.of("k", "l"), List.of()).one()).isEmpty();
        assertThat(SentKeys.of(List.of("k"), List.of("Bearer l")).one()).isEmpty();
        assertThat(SentKeys.of(List.of("k"), List.of("Bearer l")).any()).isTrue();
    }

    @Test
    void what_makes_no_sense_is_a_key_that_nobody_holds_and_other_schemes_bring_none() {
        assertThat(SentKeys.of(List.of(), List.of("Basic !!")).one()).contains("");
        assertThat(SentKeys.of(List.of(), List.of("Digest x", "Bearer")).any()).isFalse();
        assertThat(SentKeys.of(List.of(), List.of()).any()).isFalse();
    }

    @Test
    void an_empty_key_is_nobodys_guess() {
        assertThat(SentKeys.of(List.of(""), List.of()).any()).isTrue();
        assertThat(SentKeys.of(List.of(""), List.of()).anyToGuess()).isFalse();
        assertThat(SentKeys.of(List.of(), List.of("Basic !!")).anyToGuess()).isFalse();
        assertThat(SentKeys.of(List.of("", "k"), List.of()).anyToGuess()).isTrue();
    }
}
