/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.inspect;
import static io.aegis.feedbackfile.GivenFiles.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON objects one behind the other, and texts that lie deep in JSON or in a text that is JSON. */
class JsonSeriesTest {

    private static final String PRETTY = "{\n \"id\": 1,\n \"text\": \"The app is slow\"\n}\n";
    private static final String SECOND = "{\n \"id\": 2,\n \"text\": \"It crashes daily\"\n}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PRETTY + SECOND,
                PRETTY + SECOND + "\n\n",
                "{\"id\":1,\"text\":\"The app is slow\"}{\"id\":2,\"text\":\"It crashes daily\"}",
                "{\"id\":1,\"text\":\"The app is slow\"} {\"id\":2,\"text\":\"It crashes daily\"}\n",
                "{\"id\":1,\"text\":\"The app is slow\"}\n" + SECOND,
                "{\"id\":1,\"text\":\"The app is slow\",\"tags\":[{\"name\":\"a\"}]}\n" + SECOND,
                "{\n\"id\":1,\"text\":\"The app is slow\",\"tags\":[{\"name\":\"a\"},{\"name\":\"b\"}]}\n" + SECOND
            })
    void objects_one_behind_the_other_are_records(String file) throws IOException {
        FilePreview preview = inspect(bytes(file));
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.layout().sheet().orElseThrow().name()).isEqualTo("$");
        assertThat(preview.layout().why()).containsEntry("sheet", "the file has JSON objects one behind the other");
        assertThat(FileRows.of(file).texts()).containsExactly("The app is slow", "It crashes daily");
    }

    @Test
    void one_object_over_several_lines_is_a_record_where_it_has_a_text() throws IOException {
        assertThat(FileRows.of(PRETTY).texts()).containsExactly("The app is slow");
        refused(bytes("{\n \"id\": 1,\n \"name\": \"Ann\"\n}\n"), "The JSON has no list of records");
    }

    @Test
    void pages_over_several_lines_are_read_by_their_lists() throws IOException {
        String page = "{\n \"page\": %d,\n \"reviews\": [{\"text\": \"%s\"}]\n}\n";
        assertThat(FileRows.of(page.formatted(1, "first one") + page.formatted(2, "second one"))
                        .texts())
                .containsExactly("first one", "second one");
    }

    @Test
    void it_is_asked_whether_an_object_or_what_lies_in_it_is_a_record() throws IOException {
        String file = "{\n \"text\": \"The outer one\",\n \"answers\": [{\"text\": \"The inner one\"}]\n}\n".repeat(2);
        assertThat(inspect(bytes(file)).problems()).anyMatch(each -> each.startsWith("Say what is a record"));
        assertThat(FileRows.of(file, "sheet", "$", "column", "text").texts())
                .hasSize(2)
                .contains("The outer one");
        assertThat(FileRows.of(file, "sheet", "answers").texts()).hasSize(2).contains("The inner one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "{\"text\":\"a row\"},@{\"text\":\"a row\"},@!The JSON is not well-formed on line 1",
                "{@\"text\":\"a row\"@}@{@\"text\":\"bro\"ken\"@}@!The JSON is not well-formed on line 5",
                "{@\"text\":\"bro\"ken\"@}@!The JSON is not well-formed on line 2"
            })
    void what_only_begins_like_json_is_refused_and_not_read_as_lines(String file, String message) {
        refused(bytes(file.replace('@', '\n')), message);
    }

    @Test
    void a_first_line_that_is_broken_costs_one_line() throws IOException {
        FileRows rows = FileRows.of("{\"text\":\"bro\"ken\"}\n" + "{\"text\":\"The app is slow\"}\n".repeat(2));
        assertThat(rows.texts()).hasSize(2);
        assertThat(rows.rejected()).hasSize(1);
    }

    @Test
    void a_fault_far_behind_is_found_before_anything_is_stored() {
        StringBuilder file = new StringBuilder(1 << 20);
        while (file.length() < 1 << 20) {
            file.append(PRETTY);
        }
        refused(bytes(file + "{\n \"text\": \"bro\"ken\"\n}\n"), "The JSON is not well-formed behind element");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_source\":{\"doc\":{\"ticket\":{\"comment\":{\"text\":\"Too slow\"}}}}}]}}",
                "{\"data\":{\"a\":{\"b\":{\"reviews\":{\"edges\":[{\"node\":{\"review\":{\"content\":{\"body\":\"Too slow\"}}}}]}}}}}",
                "{\"payload\":{\"meta\":{\"entry\":{\"message\":{\"content\":\"Too slow\"}}},\"at\":{\"$date\":{\"$numberLong\":\"1\"}}}}",
                "{\"topic\":\"t\",\"offset\":1,\"value\":\"{\\\"text\\\":\\\"Too slow\\\",\\\"id\\\":1}\"}",
                "[{\"Body\":\"{\\\"Message\\\":\\\"{\\\\\\\"review\\\\\\\":{\\\\\\\"text\\\\\\\":\\\\\\\"Too slow\\\\\\\"}}\\\"}\"}]"
            })
    void texts_that_lie_deep_are_found(String file) throws IOException {
        assertThat(FileRows.of(file).texts()).containsExactly("Too slow");
    }

    @Test
    void braces_that_are_no_json_are_a_text_like_any_other() throws IOException {
        assertThat(FileRows.of("{\"text\":\"{smile} it works {smile}\"}\n").texts())
                .containsExactly("{smile} it works {smile}");
    }

    @Test
    void a_column_that_holds_json_is_no_text() throws IOException {
        String file = "offset,message\n1,\"{\"\"text\"\":\"\"Too slow\"\"}\"\n2,\"{\"\"text\"\":\"\"It broke\"\"}\"\n";
        assertThat(inspect(bytes(file)).needsMapping()).isTrue();
        assertThat(inspect(bytes(file)).problems()).anyMatch(each -> each.contains("holds JSON"));
    }
}
