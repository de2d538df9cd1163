/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTextsTest {

    private final SharedTexts texts = new SharedTexts();

    @Test
    void equal_texts_become_one() {
        String first = copy("namespace");
        assertThat(texts.of(first)).isSameAs(first);
        assertThat(texts.of(copy("namespace"))).isSameAs(first);
        assertThat(texts.of(copy("pod"))).isEqualTo("pod");
    }

    @Test
    void of_many_that_differ_it_begins_anew() {
        String first = copy("namespace");
        texts.of(first);
        for (int i = 1; i < SharedTexts.MOST; i++) {
            texts.of("pod-" + i);
        }
        assertThat(texts.of(copy("namespace"))).isNotSameAs(first).isEqualTo(first);
    }

    /** As a request brings it. */
    private static String copy(String text) {
        return String.valueOf(text.toCharArray());
    }
}
