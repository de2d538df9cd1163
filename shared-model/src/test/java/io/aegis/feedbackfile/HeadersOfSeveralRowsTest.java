/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers over several rows, and names that are written otherwise than they are asked for. */
class HeadersOfSeveralRowsTest {

    private static FilePreview inspect(byte[] file, String... options) throws IOException {
        return new FileInspector().inspect(FileSource.of(file), FileRows.options(options), Extent.WHOLE);
    }

    private static FilePreview inspect(String file, String... options) throws IOException {
        return inspect(file.getBytes(StandardCharsets.UTF_8), options);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HeadersOfSeveralRowsTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void qualtrics_without_import_ids_has_names_and_questions() throws IOException {
        String file = """
                StartDate,EndDate,ResponseId,Q1,Q2
                Start Date,End Date,Response ID,How satisfied?,What could be better?
                2024-01-05 10:00:00,2024-01-05 10:03:00,R_1,4,Support was slow to answer
                """;
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.layout().column()).contains("What could be better?");
        assertThat(preview.layout().why()).containsEntry("header_row", "it has the two rows of Qualtrics");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("Support was slow to answer");
        assertThat(rows.submitted().getFirst().metadata().externalId()).contains("R_1");
        assertThat(FileRows.of(file, "column", "q2").texts()).hasSize(1);
    }

    @Test
    void qualtrics_without_questions_has_names_and_import_ids() throws IOException {
        String file = """
                StartDate,ResponseId,Q1,Q2_TEXT
                "{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"
                2026-01-03 09:59:00,R_1,9,Please bring back the dark theme
                2026-01-04 09:59:00,R_2,2,Nothing at all works on my phone
                """;
        FilePreview preview = inspect(file);
        assertThat(preview.layout().columns()).containsExactly("StartDate", "ResponseId", "Q1", "Q2_TEXT");
        assertThat(preview.layout().column()).contains("Q2_TEXT");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts())
                .containsExactly("Please bring back the dark theme", "Nothing at all works on my phone");
        assertThat(rows.rejected()).isEmpty();
    }

    @Test
    void the_open_answers_of_survey_monkey_in_german_are_the_text() throws IOException {
        FileRows rows = FileRows.of("""
                Respondent ID;Enddatum;Wie zufrieden sind Sie?;Was sollten wir ändern?
                ;;Antwort;Antwort mit offenem Ende
                1001;13.01.2026 10:05:00;Sehr;Der Versand dauert zu lange
                1002;14.01.2026 10:05:00;Gar nicht;Nichts funktioniert mehr
                """);
        assertThat(rows.texts()).containsExactly("Der Versand dauert zu lange", "Nichts funktioniert mehr");
    }

    @Test
    void records_that_differ_in_case_are_no_header() throws IOException {
        String file = "name,city,comment\nAnn,New York,It works well for us\nann,new york,It works well for me\n";
        assertThat(FileRows.of(file, "column", "comment").texts()).hasSize(2);
    }

    @Test
    void groups_of_columns_are_named_with_the_row_below() throws IOException {
        byte[] file = resource("grouped_header.xlsx");
        FilePreview preview = inspect(file);
        assertThat(preview.layout().columns()).containsExactly("Region", "Feedback: Good", "Feedback: Bad");
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).containsExactly("Feedback: Good", "Feedback: Bad");
        FileRows rows = FileRows.of(FileSource.of(file), FileRows.options("column", "Bad"));
        assertThat(rows.texts()).containsExactly("The search is awful", "The price is awful");
    }

    @Test
    void a_first_record_with_blanks_is_none_of_the_header() throws IOException {
        String file = "id,feedback,\n,Good,Bad\n,Good,Fine\n2,The price is far too high,Bad\n";
        assertThat(inspect(file, "column", "feedback").layout().columns())
                .containsExactly("id", "feedback", "Column 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,Rückmeldung\n1,Die App ist zu langsam\n",
                "{\"id\":1,\"Rückmeldung\":\"Die App ist zu langsam\"}\n"
            })
    void letters_that_a_mac_took_apart_are_the_same(String file) throws IOException {
        String apart = Normalizer.normalize(file, Normalizer.Form.NFD);
        assertThat(apart).isNotEqualTo(file);
        for (String name : new String[] {"rückmeldung", Normalizer.normalize("RÜCKMELDUNG", Normalizer.Form.NFD)}) {
            assertThat(FileRows.of(apart, "column", name).texts()).as(name).hasSize(1);
            assertThat(FileRows.of(file, "column", name).texts()).as(name).hasSize(1);
        }
    }

    @Test
    void names_of_hubspot_and_freshdesk_are_known() throws IOException {
        FileRows hubspot =
                FileRows.of("Contact,Response,Submission Date\njane@x.com,It is slow since June,2026-01-03\n");
        assertThat(hubspot.submitted().getFirst().metadata().customerRef()).contains("jane@x.com");
        FileRows freshdesk =
                FileRows.of("Ticket-ID;Beschreibung;Erstellungszeit\n7;Die App ist zu langsam;2026-01-03 10:00\n");
        assertThat(freshdesk.submitted().getFirst().metadata().occurredAt()).isPresent();
    }
}
