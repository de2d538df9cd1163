/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Growth;
import io.aegis.redaction.Redactor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Redacting a text costs in proportion to its length, and not much of it. */
class RedactorCostTest {

    private static final int LONGEST = 5_000;

    /** For each character, whatever it is; a text of five thousand of them takes milliseconds. */
    private static final int BYTES = 1_500;

    static Stream<String> shapes() {
        return Growth.SHAPES.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void twice_the_text_is_at_most_two_and_a_half_times_the_work(String piece) {
        assertThat(Growth.of(Redactor::redact, piece, LONGEST)).isLessThan(2.5);
        assertThat(Growth.allocated(Redactor::redact, piece.repeat(LONGEST / piece.length())))
                .isLessThan((long) BYTES * LONGEST);
    }
}
