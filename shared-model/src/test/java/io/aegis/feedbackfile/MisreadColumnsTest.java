/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.MisreadFiles.asked;
import static io.aegis.feedbackfile.MisreadFiles.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns and headers that were once taken for something they are not. */
class MisreadColumnsTest {

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
                "id,comment,What went wrong?\\n1,,The parcel was late again\\n2,,The price is far too high\\n!what is named like the text has none",
                "Id,Feedback,Please explain\\n1,Positive,The app opens at once\\n2,Negative,It crashes each day\\n!what is named like the text has few or short values",
                "Id,Kommentar,Begründung\\n1,ja,Die Lieferung war pünktlich\\n2,nein,Es kam viel zu spät an\\n!what is named like the text has few or short values",
                "Description,Customer message\\nForm sent in,It is late\\nForm sent in,It is fine now\\nForm sent in,It broke again\\nForm sent in,It is too loud\\n!what is named like the text has few or short values",
                "What did you like most?,Comments\\nIt is so quick,The price is fine\\nThe new look is nice,I would buy it again\\nThe staff was kind,See you next year\\nIt has all I need,Nothing else to say\\n!another column has answers in words"
            })
    void a_column_that_may_be_the_wrong_one_is_asked_about(String file, String why) throws IOException {
        asked(file.replace("\\n", "\n"), "Say which column is the text (column=NAME): " + why);
    }

    @Test
    void short_texts_beside_columns_of_something_else_are_texts() throws IOException {
        assertThat(FileRows.of("id,review,city\n1,Good,New York City\n2,Nice app,Bonn\n")
                        .texts())
                .containsExactly("Good", "Nice app");
    }

    @Test
    void rows_with_nothing_that_is_read_are_asked_about() throws IOException {
        asked(
                "{\"items\":[[1]]}\n{\"items\":[[2]]}\n",
                "Say which column is the text (column=NAME): the rows looked at have nothing in any column");
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
}
