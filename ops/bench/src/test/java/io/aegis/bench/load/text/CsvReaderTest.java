/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    private static List<List<String>> records(String csv) throws IOException {
        var reader = new CsvReader(new StringReader(csv));
        List<List<String>> records = new ArrayList<>();
        for (List<String> row = reader.next(); !row.isEmpty(); row = reader.next()) {
            records.add(row);
        }
        return records;
    }

    @Test
    void plain_fields_end_at_commas_and_line_breaks() throws Exception {
        assertThat(records("a,b\r\n\n1,\n,2")).containsExactly(List.of("a", "b"), List.of("1", ""), List.of("", "2"));
    }

    @Test
    void quoted_fields_may_hold_anything() throws Exception {
        assertThat(records("\"a,\r\n\"\"b\"\"\",c\n\"\"\n")).containsExactly(List.of("a,\r\n\"b\"", "c"), List.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"closed\"and more"})
    void broken_quotes_are_refused(String csv) {
        assertThatIOException().isThrownBy(() -> records(csv));
    }

    @Test
    void endless_fields_and_records_are_refused() {
        assertThatIOException().isThrownBy(() -> records("x".repeat(CsvReader.MAX_FIELD + 1)));
        assertThatIOException().isThrownBy(() -> records(",".repeat(CsvReader.MAX_FIELDS + 1)));
    }

    @Property(tries = 200)
    void what_was_quoted_comes_back(@ForAll @Size(max = 20) List<@NotEmpty @Size(max = 5) List<String>> rows)
            throws IOException {
        String csv = rows.stream()
                .map(row -> row.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));

        assertThat(records(csv)).isEqualTo(rows);
    }
}
