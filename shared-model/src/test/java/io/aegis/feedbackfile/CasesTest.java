/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files as they came from outside, one of each kind. */
class CasesTest {

    private static final FileInspector INSPECTOR = new FileInspector();

    private static byte[] file(String name) throws IOException {
        try (var in = CasesTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static FilePreview inspect(String name, String... options) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file(name)), FileRows.options(options), Extent.WHOLE);
    }

    private static FileRows read(String name, String... options) throws IOException {
        return FileRows.of(FileSource.of(file(name)), FileRows.options(options));
    }

    @Test
    void excels_line_that_tells_the_separator() throws IOException {
        FilePreview preview = inspect("c01_sep_semicolon.csv");
        assertThat(preview.layout().dialect().orElseThrow().separator()).isEqualTo("semicolon");
        assertThat(preview.layout().why()).containsEntry("separator", "the first line says so (sep=)");
        assertThat(preview.layout().headerRow()).isEqualTo(2);
        FileRows rows = read("c01_sep_semicolon.csv");
        assertThat(rows.texts())
                .containsExactly(
                        "The parcel tracker shows nothing since Monday (c01a)",
                        "Lovely staff at the pickup point (c01b)");
        assertThat(rows.submitted().getFirst().metadata().rating()).contains("2,5");
    }

    @Test
    void google_play_in_utf_16() throws IOException {
        FilePreview preview = inspect("c02_googleplay_utf16le_bom.csv");
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.layout().column()).contains("Review Text");
        assertThat(preview.layout().encoding().orElseThrow().charset()).isEqualTo("UTF-16LE");
        FileRows rows = read("c02_googleplay_utf16le_bom.csv");
        assertThat(rows.texts()).containsExactly("App stürzt beim Öffnen ab (c02a)", "Checkout is quick now (c02b)");
        RowOutcome.Submitted first = rows.submitted().getFirst();
        assertThat(first.metadata().occurredAt()).hasToString("Optional[2026-01-03T10:00:00Z]");
        assertThat(first.metadata().rating()).contains("1");
        assertThat(first.metadata().language()).contains("de");
    }

    @Test
    void utf_16_without_a_mark() throws IOException {
        assertThat(inspect("c04_utf16le_nobom.csv").columns())
                .extracting(FilePreview.Column::name)
                .containsExactly("id", "text");
        assertThat(read("c04_utf16le_nobom.csv").texts())
                .containsExactly("The widget vanished after the update (c04a)", "Checkout is quick again (c04b)");
    }

    @Test
    void windows_1252_that_nobody_told() throws IOException {
        FilePreview preview = inspect("c06_cp1252_undeclared.csv");
        assertThat(preview.layout().encoding().orElseThrow().charset()).isEqualTo("windows-1252");
        assertThat(preview.layout().encoding().orElseThrow().confidence()).isBetween(.01, .99);
        assertThat(read("c06_cp1252_undeclared.csv").texts())
                .containsExactly("Die Lieferung war zu spät – und 12,50 € zu teuer (c06a)", "plain ascii row (c06b)");
    }

    @Test
    void rows_of_separators_only_are_empty() throws IOException {
        FileRows rows = read("c11_trailing_delim.csv");
        assertThat(rows.texts()).containsExactly("Trailing delimiter on each line (c11a)", "and again here (c11b)");
        assertThat(rows.empty()).isEqualTo(2);
        assertThat(rows.rejected()).isEmpty();
    }

    @Test
    void pipes() throws IOException {
        FileRows rows = read("c14_pipe.csv");
        assertThat(rows.texts()).containsExactly("Pipe delimited export, with a comma (c14a)");
        assertThat(rows.submitted().getFirst().metadata().channel()).contains("mail");
    }

    @Test
    void a_workbook_without_a_sheet_is_refused_by_name() {
        assertThatThrownBy(() -> inspect("c21_xlsx_as_csv.csv"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The workbook has no sheet: open it");
    }

    @Test
    void gzip() throws IOException {
        assertThat(inspect("c22_gzip.csv.gz").layout().packing()).isEqualTo(Compression.GZIP);
        assertThat(read("c22_gzip.csv.gz").texts()).containsExactly("gzipped export row (c22a)");
    }

    @Test
    void zendesk() throws IOException {
        FilePreview preview = inspect("c23_zendesk.csv");
        assertThat(preview.layout().column()).contains("Description");
        RowOutcome.Submitted row = read("c23_zendesk.csv").submitted().getFirst();
        assertThat(row.text()).isEqualTo("I want my money back (c23a)");
        assertThat(row.metadata().externalId()).contains("101");
        assertThat(row.metadata().occurredAt()).hasToString("Optional[2026-01-03T00:00:00Z]");
        assertThat(row.metadata().author()).contains("Jane Roe");
    }

    @Test
    void two_questions_are_asked_between() throws IOException {
        FilePreview preview = inspect("c24_typeform.csv");
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).containsExactly("What do you like most?", "What should we improve?");
        assertThat(preview.problems().getFirst()).startsWith("Say which column is the text");
        assertThat(preview.rows()).isEmpty();
        assertThat(read("c24_typeform.csv", "column", "what should we improve?").texts())
                .containsExactly("The export button is hidden (c24a)");
    }

    @Test
    void a_workbook_that_is_called_csv() throws IOException {
        FilePreview preview = inspect("c29_real_xlsx.csv");
        assertThat(preview.layout().format()).isEqualTo(FileFormat.XLSX);
        assertThat(preview.needsMapping()).as(preview.toString()).isFalse();
        FileRows rows = read("c29_real_xlsx.csv");
        assertThat(rows.texts()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(rows.rejected()).isEmpty();
    }

    @Test
    void a_zip_of_one_file() throws IOException {
        assertThat(inspect("c30_zipped_csv.zip").layout().packing()).isEqualTo(Compression.ZIP);
        FileRows rows = read("c30_zipped_csv.zip");
        assertThat(rows.texts().getFirst()).startsWith("comment 0 about the app");
        assertThat(rows.texts()).hasSizeGreaterThan(200);
    }

    @Test
    void a_login_page_is_refused_by_name() {
        assertThatThrownBy(() -> inspect("c31_html_login_page.csv"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The file is a web page (HTML)");
    }

    @Test
    void json_lines() throws IOException {
        assertThat(inspect("c32_json_lines.csv").layout().format()).isEqualTo(FileFormat.JSONL);
        FileRows rows = read("c32_json_lines.csv");
        assertThat(rows.texts()).containsExactly("JSON lines export, first (c32a)", "second (c32b)");
        assertThat(rows.submitted().getLast().metadata().externalId()).contains("2");
    }

    @Test
    void no_header_in_one_column() throws IOException {
        FilePreview preview = inspect("c35_no_header_onecol.csv");
        assertThat(preview.layout().headerRow()).isZero();
        assertThat(preview.needsMapping()).isFalse();
        assertThat(read("c35_no_header_onecol.csv").texts())
                .containsExactly("The first comment is the first line (c35a)", "The second comment (c35b)");
    }

    @Test
    void columns_of_other_names() throws IOException {
        assertThat(read("c36_colon_text_alias.csv").texts()).containsExactly("The column is called Comment (c36a)");
        assertThat(read("c37_review_col.csv").texts()).containsExactly("Only one column and it is Review Text (c37a)");
    }

    @Test
    void a_layout_is_the_same_behind_its_json() throws IOException {
        for (String name : List.of(
                "c01_sep_semicolon.csv",
                "c02_googleplay_utf16le_bom.csv",
                "c24_typeform.csv",
                "c29_real_xlsx.csv",
                "c32_json_lines.csv")) {
            FileLayout layout = inspect(name).layout();
            assertThat(FileLayout.fromJson(layout.toJson())).isEqualTo(layout);
        }
        assertThatThrownBy(() -> FileLayout.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileLayout.fromJson("{\"map\": {\"x\": {}}}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
