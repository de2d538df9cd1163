/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as interfaces of programs give it: texts in objects and lists, fields twice, faults far behind. */
class NestedJsonTest {

    private static FilePreview inspect(String file) throws IOException {
        return new FileInspector()
                .inspect(FileSource.of(file.getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, Extent.WHOLE);
    }

    @Test
    void reviews_of_google_play_have_their_text_in_a_list() throws IOException {
        String file = """
                {"reviews":[{"reviewId":"g1","authorName":"Ann","comments":[
                  {"userComment":{"text":"It crashes each day","starRating":1,"reviewerLanguage":"en"}},
                  {"developerComment":{"text":"We are sorry"}}]},
                 {"reviewId":"g2","authorName":"Bob","comments":[{"userComment":{"text":"It is fine now","starRating":5}}]}],
                 "tokenPagination":{"nextPageToken":"x"}}
                """;
        FileRows rows = FileRows.of(file, "column", "comments.userComment.text");
        assertThat(rows.texts()).containsExactly("It crashes each day", "It is fine now");
        assertThat(rows.submitted().getFirst().metadata().externalId()).contains("g1");
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).containsExactly("comments.userComment.text", "comments.developerComment.text");
        String alone = file.replaceAll("(?s),\\s*\\{\"developerComment.*?}}", "");
        assertThat(FileRows.of(alone).texts()).containsExactly("It crashes each day", "It is fine now");
    }

    @Test
    void numbers_that_are_none_as_python_writes_them_are_no_fault() throws IOException {
        assertThat(FileRows.of(
                                "[{\"text\":\"It is fine now\",\"score\":NaN},{\"text\":\"It broke\",\"score\":-Infinity}]")
                        .texts())
                .containsExactly("It is fine now", "It broke");
    }

    @Test
    void reviews_of_app_store_connect_have_their_text_in_attributes() throws IOException {
        FileRows rows = FileRows.of("""
                {"data":[{"type":"customerReviews","id":"a1","attributes":{"rating":2,"title":"Bad","body":"It lost my data",
                 "reviewerNickname":"joe","createdDate":"2026-01-03T10:00:00-08:00","territory":"USA"}}],"links":{"self":"u"}}
                """);
        assertThat(rows.texts()).containsExactly("It lost my data");
        assertThat(rows.submitted().getFirst().metadata().rating()).contains("2");
        assertThat(rows.submitted().getFirst().metadata().occurredAt()).isPresent();
    }

    @Test
    void of_a_field_that_several_objects_of_a_list_have_none_is_taken() throws IOException {
        String file = """
                {"id":1,"text":"The text is here","fields":[{"id":7,"value":"a"},{"id":8,"value":"b"}]}
                {"id":2,"text":"The next is here","fields":[]}
                """;
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("The text is here", "The next is here");
        assertThat(inspect(file).layout().columns()).doesNotContain("fields.value", "fields.id");
        FilePreview several = inspect(
                "[{\"id\":1,\"messages\":[{\"body\":\"First of the two\"},{\"body\":\"Second of the two\"}]}]\n");
        assertThat(several.needsMapping()).isTrue();
        assertThat(several.problems().getFirst())
                .isEqualTo(
                        "Export one record for each text, or say another column (column=NAME): a record has several of "
                                + "'messages.body', which are not read.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"comment\":\"fine\"},{\"comment\":\"first of two\",\"comment\":\"second of two\"},{\"comment\":\"fine too\"}]",
                "{\"comment\":\"fine\"}\n{\"comment\":\"first of two\",\"comment\":\"second of two\"}\n{\"comment\":\"fine too\"}\n"
            })
    void a_field_that_is_there_twice_rejects_its_record(String file) throws IOException {
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("fine", "fine too");
        assertThat(rows.rejected())
                .singleElement()
                .extracting(RowOutcome.Rejected::reason)
                .isEqualTo("the object has the field 'comment' twice, with different values");
    }

    @Test
    void the_same_twice_is_once() throws IOException {
        assertThat(FileRows.of("[{\"comment\":\"one of them\",\"comment\":\"one of them\"}]")
                        .texts())
                .containsExactly("one of them");
        assertThat(FileRows.of("[{\"a.text\":\"dotted text is here\",\"a\":{\"text\":\"nested text is here\"}}]")
                        .rejected())
                .hasSize(1);
    }

    @Test
    void a_line_that_is_a_list_is_rejected() throws IOException {
        FileRows rows = FileRows.of(
                "{\"text\":\"object one is here\"}\n[{\"text\":\"in list text is here\"}]\n{\"text\":\"object three is here\"}\n");
        assertThat(rows.texts()).containsExactly("object one is here", "object three is here");
        assertThat(rows.rejected())
                .singleElement()
                .extracting(RowOutcome.Rejected::reason)
                .isEqualTo("the line is a list, where others are objects: write one object a line");
        assertThat(rows.empty()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {")]}'\n[{\"text\":\"first text is here\"}]", "for(;;);[{\"text\":\"first text is here\"}]"})
    void a_guard_before_the_list_is_refused_by_name(String file) {
        assertThatThrownBy(() -> inspect(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The file begins with ")
                .hasMessageEndingWith("remove it, and send the rest.");
    }

    @Test
    void a_fault_far_behind_is_refused_before_anything_is_imported() throws IOException {
        String many = "{\"id\":1,\"text\":\"one of many texts\"},".repeat(10_000);
        assertThat(FileRows.of("[" + many + "{\"text\":\"last\"}]").texts()).hasSize(10_001);
        assertThatThrownBy(() -> inspect("[" + many + "{\"text\":oops}]"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The JSON is not well-formed behind element 1000");
        assertThatThrownBy(() -> inspect("[" + many + "{\"text\":\"last\"}"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("The JSON ends in the middle of its list");
    }

    @Test
    void the_beginning_of_a_stream_ends_with_a_failure() throws IOException {
        try (PrefixInputStream beginning =
                new PrefixInputStream(FileSource.of(new byte[] {1, 2, 3}).open(0), 2)) {
            assertThat(beginning.readNBytes(2)).containsExactly(1, 2);
            assertThatThrownBy(beginning::read).isInstanceOf(PrefixInputStream.PassedException.class);
        }
    }
}
