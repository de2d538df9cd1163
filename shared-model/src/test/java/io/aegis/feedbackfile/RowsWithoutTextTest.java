/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with something where the text is that is none: counted and told, never stored and never lost in silence. */
class RowsWithoutTextTest {

    private static FilePreview inspect(byte[] file) throws IOException {
        return new FileInspector().inspect(FileSource.of(file), FileOptions.NONE, Extent.WHOLE);
    }

    @Test
    void formulas_without_results_and_errors_are_rejected_with_what_to_do() throws IOException {
        byte[] file = HeadersOfSeveralRowsTest.resource("cells_without_values.xlsx");
        FileRows rows = FileRows.of(FileSource.of(file), FileOptions.NONE);
        assertThat(rows.texts()).containsExactly("A plain comment is here", "Another comment is here", "4 stars only");
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly(
                        "the cell holds a formula without its result: open the workbook in a spreadsheet program, save it, and"
                                + " send it again",
                        "the cell holds an error (#N/A): mend it in a spreadsheet program, and send the workbook again",
                        "the cell holds a formula without its result: open the workbook in a spreadsheet program, save it, and"
                                + " send it again");
        assertThat(rows.rejected()).extracting(RowOutcome.Rejected::content).containsExactly("2", "3", "");
        assertThat(rows.empty()).isEqualTo(1);
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.problems())
                .anyMatch(problem ->
                        problem.startsWith("Open the workbook in a spreadsheet program, save it, and send it again")
                                && problem.contains("3 of the 7 rows looked at"));
        assertThat(preview.rows().get(1).outcome()).isInstanceOf(RowOutcome.Rejected.class);
    }

    @Test
    void a_column_of_formulas_only_is_told() throws IOException {
        byte[] file = HeadersOfSeveralRowsTest.resource("formulas_without_results.xlsx");
        assertThat(inspect(file).problems()).anyMatch(problem -> problem.startsWith("Open the workbook"));
        FileRows rows = FileRows.of(FileSource.of(file), FileOptions.NONE);
        assertThat(rows.rejected()).hasSize(2);
        assertThat(rows.empty()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N/A",
                "n/a",
                "null",
                "NULL",
                "(null)",
                "NaN",
                "None",
                "undefined",
                "\\N",
                "-",
                "--",
                "------",
                "—",
                "...",
                "(blank)",
                "(leer)",
                "k. A.",
                "Keine Angabe",
                "#N/A"
            })
    void placeholders_are_rejected_as_empty_texts_are(String placeholder) throws IOException {
        String file = "id;text;channel\n1;The app is slow;mail\n2;" + placeholder + ";mail\n3;\"" + placeholder
                + " \";mail\n4;It is fine now;mail\n";
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("The app is slow", "It is fine now");
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly("the text only says that there is none", "the text only says that there is none");
        assertThat(rows.rejected().getFirst().content()).isEqualTo(placeholder);
        assertThat(rows.empty()).isZero();
        assertThat(inspect(file.getBytes(StandardCharsets.UTF_8)).problems())
                .contains(
                        "Rows whose text only says that there is none, such as N/A or null, are rejected: 2 of the 4 rows"
                                + " looked at.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null pointer on start", "none of it works", "N/A for my country", "???", "nan bread", "- slow"})
    void words_that_only_begin_like_them_are_texts(String text) throws IOException {
        assertThat(FileRows.of("id;text\n1;The app is slow\n2;" + text + "\n").texts())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(12 rows affected)", "(1 row)", "(2 Zeilen betroffen)"})
    void what_a_query_tool_draws_is_no_record(String count) throws IOException {
        FileRows rows =
                FileRows.of("id,text\n--,----------\n1,first text is here\n2,second text is here\n\n" + count + "\n");
        assertThat(rows.texts()).containsExactly("first text is here", "second text is here");
        assertThat(rows.rejected()).isEmpty();
        assertThat(rows.empty()).isEqualTo(2);
        assertThat(rows.submitted().getFirst().metadata().externalId()).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001A", "\u001A\r\n", "\u001A\u001A"})
    void the_end_of_a_file_of_dos_is_no_record(String end) throws IOException {
        FileRows rows = FileRows.of("id,text\r\n1,first text is here\r\n2,second text is here\r\n" + end);
        assertThat(rows.texts()).containsExactly("first text is here", "second text is here");
        assertThat(rows.rejected()).isEmpty();
        assertThat(rows.empty()).isEqualTo(1);
    }

    @Test
    void what_an_import_rejected_is_not_left_out_again() throws IOException {
        FileRows rows = FileRows.of("line,reason,content\n2,too short,n/a\n3,too short,'-\n");
        assertThat(rows.submitted()).hasSize(2);
    }
}
