/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmphasisTest {

    @ParameterizedTest
    @CsvSource({
        "fine., 0",
        "fine!, 0.292",
        "fine!!!!, 1.168",
        "fine!!!!!, 1.168",
        "fine?, 0",
        "fine??, 0.36",
        "fine???, 0.54",
        "fine????, 0.96",
        "fine?????????, 0.96",
        "!?a?!, 0.944",
        "a¿¡！？b, 0"
    })
    void marks_emphasize_up_to_a_limit(String text, double emphasis) {
        assertThat(Emphasis.of(text)).isEqualTo(emphasis);
    }
}
