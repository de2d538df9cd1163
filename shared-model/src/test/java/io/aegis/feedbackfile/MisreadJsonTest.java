/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.MisreadFiles.asked;
import static io.aegis.feedbackfile.MisreadFiles.inspect;
import static io.aegis.feedbackfile.MisreadFiles.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and errors in JSON that were once read as something they are not. */
class MisreadJsonTest {

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
    void a_comment_above_is_refused() {
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
}
