/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.MisreadFiles.asked;
import static io.aegis.feedbackfile.MisreadFiles.inspect;
import static io.aegis.feedbackfile.MisreadFiles.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;

/** Files that were once read as something they are not: now they are read right, asked about, or refused by name. */
class MisreadFilesTest {

    @Test
    void apostrophes_quote_where_only_some_fields_have_them() throws IOException {
        assertThat(FileRows.of("id;text\n1;'It''s bad; really bad'\n2;'fine; too'\n")
                        .texts())
                .containsExactly("It's bad; really bad", "fine; too");
        assertThat(FileRows.of("id,text\n1,\"A proper text here\"\n2,\"Cut off in the mid\n")
                        .rejected())
                .hasSize(1);
        assertThat(FileRows.of("id;text\n1;'tis bad\n2;fine\n").texts()).containsExactly("'tis bad", "fine");
    }

    @Test
    void times_that_cannot_be_read_are_told() throws IOException {
        FilePreview preview = inspect("Timestamp,Feedback\nlast Monday,The manual is missing a page\n");
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.problems().getFirst())
                .isEqualTo(
                        "Write the times in 'Timestamp' like 2026-11-20T10:00:00Z: 'last Monday' cannot be read, and such "
                                + "times are left out.");
        assertThat(inspect("occurred_at,text\nlast Monday,The manual is missing a page\n")
                        .problems()
                        .getFirst())
                .endsWith("such rows are rejected.");
        assertThat(inspect("Started at (America/New_York),text\n2026-01-01 10:00:00,The manual is missing a page\n")
                        .problems()
                        .getFirst())
                .endsWith("without a zone of their own are taken for UTC.");
    }

    @Test
    void a_preview_says_of_a_row_what_its_import_says() throws IOException {
        byte[] wrong =
                bytes("id,text\n1,Die Übergabe\n2,One bad byte X here\n3,Schön\n4,Schöne grüße\n5,Größe\n6,üöä\n");
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = wrong[i] == 'X' ? (byte) 0xFF : wrong[i];
        }
        for (byte[] file : new byte[][] {
            wrong,
            bytes("{\"id\":1,\"text\":\"First one\"}\n{\"id\":2,\"text\":oops}\n"),
            bytes("id,text\n1,\"one \"two\" three\"\n2,fine as it is\n3,fine as well\n4,fine too\n")
        }) {
            assertThat(inspect(file).rows().stream()
                            .map(FilePreview.Row::outcome)
                            .filter(RowOutcome.Rejected.class::isInstance)
                            .toList())
                    .hasSize(1)
                    .isEqualTo(
                            FileRows.of(FileSource.of(file), FileOptions.NONE).rejected());
        }
    }

    @Test
    void options_that_a_file_contradicts_are_told() throws IOException {
        asked(
                "id,text\n1,The first is here\n2,The second is here\n",
                "Say another separator, perhaps separator=comma, or separator=none for a file of one column",
                "separator",
                "pipe");
        assertThat(inspect("text\nThe first is here\n", "separator", "pipe").needsMapping())
                .isFalse();
        assertThatThrownBy(() -> inspect("id,text\n1,The first is here\n", "header_row", "9"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("must be one of the 2 lines that were looked at");
        assertThatThrownBy(() -> inspect("id,text\n1,The first is here\n", "charset", "UTF-16"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("the file is not in UTF-16BE, but in UTF-8");
        assertThatThrownBy(() -> inspect("id,text\n1,The first is here\n", "sheet", "Data"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("must be left out: the file is CSV, which has no sheets");
    }

    @Test
    void a_sheet_beside_others_is_asked_about_unless_it_names_the_text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "Aegis", "1.0")) {
            workbook.newWorksheet("Cover").value(0, 0, "This report was prepared by Ann in March.");
            var data = workbook.newWorksheet("Data");
            data.value(0, 0, "Comment");
            data.value(1, 0, "The parcel was late");
        }
        FilePreview cover = inspect(out.toByteArray());
        assertThat(cover.needsMapping()).isTrue();
        assertThat(cover.problems().getFirst())
                .isEqualTo(
                        "Say which sheet the feedback is on (sheet=NAME): 'Cover' was looked at; there are also Data.");
        assertThat(inspect(out.toByteArray(), "sheet", "Data").needsMapping()).isFalse();
    }

    @Test
    void an_author_that_is_too_long_is_left_out_with_a_note() throws IOException {
        String file = "author,Feedback\n" + "a".repeat(200) + ",Row with a long author\n";
        assertThat(inspect(file).problems().getFirst())
                .isEqualTo(
                        "Values of 'author' with more than 128 characters are too long for the author: they are left out.");
        assertThat(FileRows.of(file).submitted().getFirst().metadata().author()).isEmpty();
    }

    @Test
    void lines_that_are_quoted_as_a_whole_are_refused() throws IOException {
        refused("\"id,text\"\n\"1,\"\"A whole line\"\"\"\n", "Every line of the file is in quotes as a whole");
        assertThat(FileRows.of("\"text\"\n\"Great, I love it\"\n").texts()).containsExactly("Great, I love it");
    }

    @Test
    void structures_that_are_no_tables_are_refused() {
        refused("- id: 1\n  text: Yaml text here\n- id: 2\n  text: Yaml other\n", "The file looks like YAML");
        refused(";;;\r\n;;;\r\n", "The file has no rows");
    }

    @Test
    void a_character_set_told_by_one_letter_is_a_guess() throws IOException {
        for (String charset : new String[] {"x-MacRoman", "IBM850"}) {
            FilePreview preview = inspect("id;text\r\n1;Die Tür klemmt\r\n".getBytes(Charset.forName(charset)));
            assertThat(preview.problems()).as(charset).anyMatch(problem -> problem.contains("is a guess"));
        }
    }
}
