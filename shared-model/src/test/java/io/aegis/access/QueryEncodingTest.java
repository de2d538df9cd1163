/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryEncodingTest {

    @ParameterizedTest
    @CsvSource({
        "q=%ff, q",
        "q=a%c3, q",
        "limit=5&q=%C0%80, q",
        "q=%ed%a0%80, q",
        "q=%f4%90%80%80, q",
        "q=%zz, q",
        "q=%4, q",
        "q=%, q",
        "%ff=1, %ff",
        "a&b%80, b%80",
    })
    void what_is_no_text_is_400_and_named(String query, String name) {
        Optional<ProblemException> refused = QueryEncoding.refused(query);

        assertThat(refused).isPresent();
        assertThat(refused.orElseThrow().type()).isEqualTo(ProblemType.MALFORMED);
        assertThat(refused.orElseThrow().errors())
                .containsExactly(new FieldError(name, "must be percent-encoded UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q=a+b",
                "q=%C3%BC&limit=5",
                "q=%f0%9f%98%80",
                "q=%00",
                "%20",
                "a=b=%25ff",
                "since=2026-11-20T10:00:00Z&&x"
            })
    void text_passes(String query) {
        assertThat(QueryEncoding.refused(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000})
    void every_wrong_parameter_is_named_shortly(int length) {
        Optional<ProblemException> refused = QueryEncoding.refused("a".repeat(length) + "=%ff&ok=1&b=%fe");

        assertThat(refused.orElseThrow().errors())
                .hasSize(2)
                .allMatch(error -> error.field().length() <= 64);
    }

    @Property(tries = 200)
    void whatever_is_encoded_passes(@ForAll String name, @ForAll String value) {
        String query = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        assertThat(QueryEncoding.refused(query)).isEmpty();
    }
}
