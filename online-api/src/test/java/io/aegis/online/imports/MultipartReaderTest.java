/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

    private static MultipartReader reader(String body, String boundary) {
        return new MultipartReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), boundary);
    }

    @Test
    void what_stands_before_the_first_boundary_is_passed_over() throws IOException {
        MultipartReader reader =
                reader("hello\r\n--b  \r\nX: y\r\nContent-Type: text/csv; charset=x\r\n\r\nA\r\n--b--", "b");
        MultipartReader.Part part = reader.next().orElseThrow();
        assertThat(part.type().value()).isEqualTo("text/csv");
        assertThat(part.type().parameter("charset")).contains("x");
        assertThat(part.content().read()).isEqualTo('A');
        assertThat(part.content().read()).isEqualTo(-1);
        assertThat(reader.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b", "--bx\r\n\r\n", "--b\r\nno colon\r\n\r\n", "--b\r\nA: b"})
    void a_form_that_is_not_well_formed_is_refused(String body) {
        assertThatThrownBy(() -> {
                    MultipartReader reader = reader(body, "b");
                    reader.next().orElseThrow().content().readAllBytes();
                })
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void nobody_can_fill_the_memory_with_headers() {
        assertThatThrownBy(() -> reader("--b\r\nA: " + "x".repeat(10_000), "b").next())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> reader("--b\r\n" + "A: b\r\n".repeat(20), "b").next())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> reader("", "b".repeat(71))).isInstanceOf(ProblemException.class);
        MultipartReader parts = reader("--b\r\n\r\nx\r\n".repeat(70), "b");
        assertThatThrownBy(() -> {
                    while (parts.next().isPresent()) {
                        // Reading on.
                    }
                })
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form-data; name=file; filename=\"a \\\"b\\\".csv\"|form-data|a \"b\".csv",
                "Form-Data ;  FileName=x.csv|form-data|x.csv",
                "form-data; filename=a; filename=b|form-data|a",
                "form-data; filename=|form-data|",
                "form-data|form-data|"
            })
    void header_values_have_parameters(String header, String value, String fileName) {
        HeaderValue read = HeaderValue.of(header);
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.parameter("filename").orElse(null)).isEqualTo(fileName);
    }
}
