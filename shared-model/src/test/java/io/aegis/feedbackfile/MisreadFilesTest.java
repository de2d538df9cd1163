/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were once read as something they are not: now they are read right, asked about, or refused by name. */
class MisreadFilesTest {

    private static final FileInspector INSPECTOR = new FileInspector();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static FilePreview inspect(byte[] file, String... options) throws IOException {
        return INSPECTOR.inspect(FileSource.of(file), FileRows.options(options), Extent.WHOLE);
    }

    private static FilePreview inspect(String file, String... options) throws IOException {
        return inspect(bytes(file), options);
    }

    private static FilePreview asked(String file, String problem, String... options) throws IOException {
        FilePreview preview = inspect(file, options);
        assertThat(preview.needsMapping()).as("%s", preview.layout()).isTrue();
        assertThat(preview.problems().getFirst()).startsWith(problem);
        return preview;
    }

    private static void refused(String file, String message) {
        assertThatThrownBy(() -> FileRows.of(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,text\n1,Good app, but slow\n2,I like it, really\n3,Never again, sorry\n",
                "id;text\n1;Erster Satz; zweiter Satz\n2;Gut\n3;Schlecht; nie wieder\n4;Naja; geht so\n",
                "id,text,\n1,Good app, but slow\n2,I like it, really\n",
                "id,text,\n1,Good app,\n2,I like it, really\n"
            })
    void a_text_that_may_go_on_behind_the_last_name_is_asked_about(String file) throws IOException {
        FilePreview preview = asked(file, "Put texts that contain the separator in quotes, or say which column");
        assertThat(preview.candidates()).containsExactly("text", "Column 3");
        FilePreview said = inspect(file, "column", "text");
        assertThat(said.needsMapping()).isFalse();
        assertThat(said.problems()).anyMatch(problem -> problem.contains("more fields than the header has names"));
    }

    @Test
    void blank_fields_behind_the_last_name_are_no_columns() throws IOException {
        String file = "id,text,\n1,Good app,\n2,I like it,\n" + "3,Fine,\n".repeat(300) + "4,Good, but slow\n";
        assertThat(inspect(file).layout().columns()).containsExactly("id", "text");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).hasSize(302);
        assertThat(rows.rejected())
                .singleElement()
                .extracting(RowOutcome.Rejected::reason)
                .isEqualTo("the record has 3 columns where the header has 2");
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"text\":\"first of them\"}]\n[{\"text\":\"second of them\"}]\n",
                "{\"items\":[{\"text\":\"first of them\"}]}\n{\"items\":[{\"text\":\"second of them\"}]}\n{\"items\":[]}\n",
                "{\"tags\":[1,[2]],\"items\":[{\"text\":\"first of them\"},{\"text\":\"second of them\"}],\"more\":[]}\n"
            })
    void lists_behind_the_first_one_are_read(String file) throws IOException {
        assertThat(inspect(file).layout().format()).isEqualTo(FileFormat.JSON);
        assertThat(FileRows.of(file).texts()).containsExactly("first of them", "second of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "[{\"text\":\"a row\"}] GARBAGE!The JSON is not well-formed behind element 1",
                "[{\"text\":\"a row\"}] {\"text\":\"lost\"}!Behind the list of the JSON something follows",
                "[{\"text\":\"a row\"}] 17!Something that is no list stands in the JSON behind element 1",
                "[\"id\",\"text\"] [1,\"a row\"]!Each record of the JSON is a list",
                "{\"id\":1, \"text\": {\"a\":!The JSON has no list of records",
                "{ } { }!The JSON has no list of records",
                "[]!The JSON has no list of records"
            })
    void what_is_no_list_is_refused_and_not_passed_over(String file, String message) {
        refused(file, message);
    }

    @Test
    void objects_over_several_lines_are_refused() {
        refused(
                "{\n \"id\":1,\n \"text\":\"Pretty one\"\n}\n{\n \"id\":2,\n \"text\":\"Pretty two\"\n}\n",
                "The JSON has no list");
        refused("// exported\n[{\"text\":\"with a comment on top\"}]", "The file is JSON with a comment above it");
    }

    @Test
    void of_several_lists_the_one_with_texts_is_read_or_it_is_asked_between() throws IOException {
        String one = "{\"users\":[{\"id\":1,\"bio\":\"A long description of Joe here\"}],"
                + "\"data\":{\"comments\":[{\"id\":9,\"text\":\"The real comment\"}]}}";
        assertThat(FileRows.of(one).texts()).containsExactly("The real comment");
        assertThat(inspect(one).layout().why())
                .containsEntry("sheet", "the only list whose records have a field of the text");
        String two = "{\"a\":[{\"text\":\"one of a\"}],\"b\":[{\"text\":\"one of b\"}]}";
        asked(two, "Say which list the feedback is in (sheet=NAME): the JSON has a, b.");
        assertThat(FileRows.of(two, "sheet", "B").texts()).containsExactly("one of b");
        assertThat(FileRows.of(two, "sheet", "1").texts()).containsExactly("one of a");
        assertThatThrownBy(() -> inspect(two, "sheet", "c"))
                .hasMessageStartingWith("The JSON has no list 'c': name one of a, b");
    }

    @Test
    void a_list_that_comes_late_is_not_passed_over() {
        String many = "{\"id\":1,\"text\":\"one of many texts\"},".repeat(8_000);
        refused(
                "{\"a\":[" + many + "{\"text\":\"last\"}],\"b\":[{\"text\":\"one of b\"}]}",
                "The JSON has more than one list of records, 'a' and 'b': say which one to read (sheet=NAME)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "ü", "\\u00fc", "\\n", "😀"})
    void a_list_element_that_is_too_long_is_rejected_alone(String character) throws IOException {
        FileRows rows = FileRows.of(
                "[{\"text\":\"first one\"},{\"text\":\"" + character.repeat(600_000) + "\"},{\"text\":\"last one\"}]");
        assertThat(rows.texts()).containsExactly("first one", "last one");
        assertThat(rows.rejected())
                .singleElement()
                .extracting(RowOutcome.Rejected::reason)
                .isEqualTo("the record has more than 524288 bytes");
    }

    @Test
    void fields_that_together_are_too_long_are_rejected() throws IOException {
        String half = "w".repeat(300_000);
        FileRows rows = FileRows.of("[{\"text\":\"first one\"},{\"text\":\"" + half + "\",\"more\":\"" + half + "\"}]");
        assertThat(rows.texts()).containsExactly("first one");
        assertThat(rows.rejected()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"unauthorized\",\"message\":\"Please sign in again\"}",
                "{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"Your session has expired, please sign in again.\"}",
                "{\"errors\": [{\"code\": \"401\", \"message\": \"Your session has expired, please sign in\"}]}",
                "{\n \"error\": {\n  \"message\": \"Your session has expired\"\n }\n}\n",
                "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]"
            })
    void error_messages_in_json_are_refused_by_name(String file) {
        refused(file, "The file is an error message (JSON), perhaps one that asks to sign in: sign in");
    }

    @Test
    void feedback_that_has_an_error_in_it_is_no_error_message() throws IOException {
        assertThat(FileRows.of("{\"error\":null,\"message\":\"It does not work at all\"}")
                        .texts())
                .hasSize(1);
        assertThat(FileRows.of("{\"error\":\"E17\",\"text\":\"It does not work at all\"}")
                        .texts())
                .hasSize(1);
        assertThat(FileRows.of(
                                "{\"status\":404,\"message\":\"It is gone\"}\n{\"status\":500,\"message\":\"It broke\"}\n")
                        .texts())
                .hasSize(2);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Terrible\nThe app crashed three times today\nI would like a refund for my order\n",
                "Great review\nThe app crashed three times today\nI would like a refund for my order\n",
                "Great;Berlin\nThe app crashed three times today;Paris\nI would like a refund for my order;Rome\n"
            })
    void a_short_first_comment_is_not_taken_for_a_header(String file) throws IOException {
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.problems())
                .anyMatch(problem -> problem.startsWith("Say whether the first row is a header (header_row=1)"));
        assertThat(FileRows.of(file, "header_row", "0", "column", "1").texts()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Ticket,Agent response\\n1,we are happy to help you today\\n2,please restart your device and try again\\n!no column looks like text",
                "id,page,city\\n1,https://e.com/a,New York City\\n2,https://e.com/b,San Francisco Bay\\n!no column looks like text",
                "id,page,venue\\n1,https://e.com/a,New York City\\n2,https://e.com/b,San Francisco Bay\\n!no column looks like text",
                "id,comment,What went wrong?\\n1,,The parcel was late again\\n2,,The price is far too high\\n!what is named like the text has none"
            })
    void a_column_that_may_be_the_wrong_one_is_asked_about(String file, String why) throws IOException {
        asked(file.replace("\\n", "\n"), "Say which column is the text (column=NAME): " + why);
    }

    @Test
    void rows_with_nothing_that_is_read_are_asked_about() throws IOException {
        asked(
                "{\"items\":[[1]]}\n{\"items\":[[2]]}\n",
                "Say which column is the text (column=NAME): the rows looked at have nothing in any column");
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
    void columns_of_zendesk_and_intercom() throws IOException {
        FilePreview zendesk =
                inspect("Ticket ID,Ticket satisfaction rating,Ticket satisfaction comment,Ticket satisfaction "
                        + "reason\n1,Bad,Nobody answered me for two weeks,The issue took too long\n");
        assertThat(zendesk.layout().column()).contains("Ticket satisfaction comment");
        assertThat(zendesk.layout().places()).containsKey(MetadataField.RATING);
        FilePreview intercom =
                inspect("Conversation ID,Conversation started at (America/New_York),User email,Conversation "
                        + "rating,Conversation rating remark\n1,2026-01-01 10:00:00,j@x.com,4,Helpful but slow\n");
        assertThat(intercom.layout().places())
                .containsKeys(MetadataField.OCCURRED_AT, MetadataField.CUSTOMER_REF, MetadataField.RATING);
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
    void rare_separators_are_known_between_names_that_are_known() throws IOException {
        assertThat(FileRows.of("id^text\n1^A line of it\n2^Another line of it\n")
                        .texts())
                .containsExactly("A line of it", "Another line of it");
    }

    @Test
    void a_header_in_the_middle_is_no_record() throws IOException {
        FileRows rows = FileRows.of("id,text\n1,First part\nid,text\n2,Second part\n");
        assertThat(rows.texts()).containsExactly("First part", "Second part");
        assertThat(rows.rejected())
                .singleElement()
                .extracting(RowOutcome.Rejected::reason)
                .isEqualTo("the record repeats the header");
    }

    @Test
    void a_character_set_told_by_one_letter_is_a_guess() throws IOException {
        for (String charset : new String[] {"x-MacRoman", "IBM850"}) {
            FilePreview preview = inspect("id;text\r\n1;Die Tür klemmt\r\n".getBytes(Charset.forName(charset)));
            assertThat(preview.problems()).as(charset).anyMatch(problem -> problem.contains("is a guess"));
        }
    }
}
