/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aegis.feedback.ControlCharacters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

    @Test
    void records_end_with_crlf_and_quotes_are_where_they_are_needed() throws IOException {
        StringBuilder out = new StringBuilder();
        CsvWriter csv = new CsvWriter(out);

        csv.record("id", "text", "n");
        csv.record("1", "two\nlines, \"quoted\"; both", "");

        assertEquals("id,text,n\r\n1,\"two\nlines, \"\"quoted\"\"; both\",\r\n", out.toString());
    }

    @Test
    void a_single_empty_cell_is_no_empty_line() throws IOException {
        assertEquals("\"\"\r\n", written(List.of("")));
    }

    @Test
    void a_record_without_cells_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new CsvWriter(new StringBuilder()).record());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-2+3",
                "@SUM(A1)",
                " =1",
                "\t=1",
                "\u00A0=1",
                "\u200B=1",
                "\0=1",
                "\uFF1D1",
                "'=1",
                "''=1",
                "\tx",
                "\r\n",
                "\nx"
            })
    void formulas_get_a_mark_and_lose_it_again(String formula) {
        assertEquals("'" + formula, Formulas.neutralised(formula));
        assertEquals(formula, Formulas.restored(Formulas.neutralised(formula)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "It's fine", "'quoted'", "1 - 1", " x", "''", "5"})
    void other_texts_stay(String text) {
        assertEquals(text, Formulas.neutralised(text));
        assertEquals(text, Formulas.restored(text));
    }

    @Property
    void whatever_is_written_is_read_back(@ForAll @Size(min = 1, max = 4) List<String> cells) throws IOException {
        assertEquals(
                cells.stream().map(ControlCharacters::without).toList(),
                read(written(cells)).stream().map(Formulas::restored).toList());
    }

    @Test
    void control_characters_are_left_out_and_hide_no_formula() throws IOException {
        assertEquals("ab,'=1+1\r\n", written(List.of("a\0\u001bb", "\0=1+1")));
    }

    @Property
    void no_cell_begins_with_a_sign(@ForAll @Size(min = 1, max = 4) List<String> cells) throws IOException {
        for (String cell : read(written(cells))) {
            String bare = cell.strip();
            assertFalse(!bare.isEmpty() && "=+-@".indexOf(bare.charAt(0)) >= 0, cell);
        }
    }

    private static String written(List<String> cells) throws IOException {
        StringBuilder out = new StringBuilder();
        new CsvWriter(out).record(cells);
        return out.toString();
    }

    /** Reads one record, by the letter of the RFC. */
    private static List<String> read(String line) {
        assertTrue(line.endsWith("\r\n"), line);
        String record = line.substring(0, line.length() - 2);
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char character = record.charAt(i);
            if (character == '"' && quoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
