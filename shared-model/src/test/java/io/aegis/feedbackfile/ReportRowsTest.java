/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of reports and of joined files that were once read as feedback. */
class ReportRowsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Total", "GRAND TOTAL", "Gesamt", "Summe:", "Zwischensumme"})
    void a_total_is_no_text(String total) throws IOException {
        FileRows rows = FileRows.of("comment,rating\nIt is slow today,1\nIt broke again,2\n" + total + ",3\n");
        assertThat(rows.texts()).containsExactly("It is slow today", "It broke again");
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly("the text is only the name of a total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Average", "Durchschnitt"})
    void a_judgement_in_a_word_is_a_text(String word) throws IOException {
        assertThat(FileRows.of("comment,rating\nIt is slow today,1\n" + word + ",3\n")
                        .texts())
                .containsExactly("It is slow today", word);
    }

    @Test
    void a_header_behind_a_mark_in_the_middle_is_no_record() throws IOException {
        FileRows rows = FileRows.of("\uFEFFid,comment\n1,It is slow\n\uFEFFid,comment\n2,It broke\n");
        assertThat(rows.texts()).containsExactly("It is slow", "It broke");
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly("the record repeats the header");
    }

    @Test
    void a_header_with_a_long_question_is_a_header() throws IOException {
        String question = "How likely is it that you recommend us, and why? Please explain it in your own words, "
                + "with as many details as you like, so that we can improve.";
        String file = """
            Timestamp,"%s"
            2026-01-05 10:00:00,It is slow today
            2026-01-06 10:00:00,I like it very much
            """.formatted(question);
        assertThat(inspect(bytes(file)).layout().headerRow()).isEqualTo(1);
        assertThat(FileRows.of(file).texts()).containsExactly("It is slow today", "I like it very much");
    }

    @Test
    void what_discord_and_teams_write_themselves_is_rejected() throws IOException {
        FileRows discord = FileRows.of("""
            {"messages": [
              {"id": "1", "type": "GuildMemberJoin", "content": "Joined the server.", "author": {"name": "a", "isBot": false}},
              {"id": "2", "type": "Default", "content": "It is slow today", "author": {"name": "a", "isBot": false}},
              {"id": "3", "type": "Default", "content": "I only run tests", "author": {"name": "b", "isBot": true}}]}
            """);
        assertThat(discord.texts()).containsExactly("It is slow today");
        assertThat(discord.rejected()).hasSize(2);
        FileRows teams = FileRows.of("""
            {"value": [{"id": "1", "messageType": "message", "body": {"content": "It is slow today"}},
              {"id": "2", "messageType": "systemEventMessage", "body": {"content": "<systemEventMessage/>"}}]}
            """);
        assertThat(teams.texts()).containsExactly("It is slow today");
    }
}
