/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns of the exports that people have. */
class ExportsTest {

    private static final FileInspector INSPECTOR = new FileInspector();

    private static FilePreview inspect(String file, String... options) throws IOException {
        return INSPECTOR.inspect(
                FileSource.of(file.getBytes(StandardCharsets.UTF_8)), FileRows.options(options), Extent.WHOLE);
    }

    /** A row whose text is in the column that is meant, with prose in others too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Package Name,App Version Code,Star Rating,Review Title,Review Text,Developer Reply Text,Review Link!Review Text",
                "Date,Country,Rating,Title,Review,Nickname,Developer Response!Review",
                "Datum,Land,Sterne,Titel,Rezension,Spitzname!Rezension",
                "Id,Subject,Description,Requester,Status,Created at!Description",
                "ID,Betreff,Beschreibung,Anfragender,Status,Erstellt am!Beschreibung",
                "Ticket ID,Satisfaction Score,Satisfaction Comment,Assignee!Satisfaction Comment",
                "Conversation ID,Created at,Channel,User ID,Conversation rating remark!Conversation rating remark",
                "Ticket ID,Subject,Description,Status,Priority,Source,Created time,Full name,Email!Description",
                "Review Id,Review Created (UTC),Review Consumer User Name,Review Title,Review Content,Review Stars,Company Reply Text!Review Content",
                "Timestamp,Email Address,Your feedback!Your feedback",
                "Zeitstempel,E-Mail-Adresse,Ihr Feedback!Ihr Feedback",
                "Ticket ID,Ticket name,Ticket description,Create date,Source!Ticket description",
                "Response,Survey name,Contact email,Submission Date!Response",
                "id,createdAt,userName,reviewBody!reviewBody",
                "kunde,kanal,kommentar,datum!kommentar",
                "KUNDENNUMMER,FREITEXT!FREITEXT",
                "respondent_id,score,verbatim!verbatim"
            })
    void a_column_is_known_by_its_name(String header, String column) throws IOException {
        String row = header.replaceAll("[^,!]+", "The app is slow and it often crashes");
        FilePreview preview = inspect(header + "\n" + row + "\n" + row.replace("slow", "quick") + "\n");
        assertThat(preview.layout().column()).as("%s", preview.problems()).contains(column);
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.layout().headerRow()).isEqualTo(1);
        assertThat(preview.rows()).hasSize(2);
    }

    @Test
    void qualtrics_has_three_rows_of_header() throws IOException {
        String file = """
                StartDate,Progress,RecordedDate,ResponseId,DistributionChannel,UserLanguage,Q1,Q2_TEXT
                Start Date,Progress,Recorded Date,Response ID,Distribution Channel,User Language,"How likely are you
                to recommend us?",What could we do better?
                "{""ImportId"":""startDate"",""timeZone"":""Z""}","{""ImportId"":""progress""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""distributionChannel""}","{""ImportId"":""userLanguage""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"
                2026-01-03 09:59:00,100,2026-01-03 10:00:00,R_1,anonymous,DE,9,Please bring back the dark theme
                2026-01-04 09:59:00,100,2026-01-04 10:00:00,R_2,email,EN,2,Nothing at all works on my phone
                """;
        FilePreview preview = inspect(file);
        assertThat(preview.layout().column()).contains("What could we do better?");
        assertThat(preview.layout().why()).containsEntry("header_row", "it has the three rows of Qualtrics");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts())
                .containsExactly("Please bring back the dark theme", "Nothing at all works on my phone");
        RowOutcome.Submitted row = rows.submitted().getFirst();
        assertThat(row.metadata().externalId()).contains("R_1");
        assertThat(row.metadata().channel()).contains("anonymous");
        assertThat(row.metadata().occurredAt()).hasToString("Optional[2026-01-03T10:00:00Z]");
        assertThat(row.metadata().language()).contains("DE");
        assertThat(FileRows.of(file, "column", "Q2_TEXT").texts()).hasSize(2);
    }

    @Test
    void survey_monkey_has_two_rows_of_header() throws IOException {
        String file = """
                Respondent ID,Collector ID,Start Date,End Date,How satisfied are you?,,What should we change?
                ,,,,Price,Quality,Open-Ended Response
                1001,77,01/13/2026 10:00:00 AM,01/13/2026 10:05:00 AM,Very,Not so,Shipping takes far too long
                1002,77,01/14/2026 10:00:00 AM,01/14/2026 10:05:00 AM,Very,Very,Nothing to change here really
                """;
        FilePreview preview = inspect(file);
        assertThat(preview.layout().columns())
                .contains("How satisfied are you?: Price", "How satisfied are you?: Quality", "What should we change?");
        assertThat(preview.layout().column()).contains("What should we change?");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("Shipping takes far too long", "Nothing to change here really");
        assertThat(rows.submitted().getFirst().metadata().occurredAt()).hasToString("Optional[2026-01-13T10:05:00Z]");
    }

    @Test
    void titles_and_dates_stand_above_the_header() throws IOException {
        for (String title : new String[] {
            "Customer feedback report\nGenerated 2026-01-03\n\n",
            "Customer feedback report;;;\nGenerated:;03.01.2026;;\n;;;\n",
            "Feedback\n"
        }) {
            String file = title + "Nr;Kommentar;Datum;Kanal\n1;Die App ist zu langsam;03.01.2026;Mail\n"
                    + "2;Alles bestens, danke schön;04.01.2026;Web\n";
            FilePreview preview = inspect(file);
            assertThat(preview.layout().column()).as(title).contains("Kommentar");
            FileRows rows = FileRows.of(file);
            assertThat(rows.texts()).as(title).containsExactly("Die App ist zu langsam", "Alles bestens, danke schön");
            assertThat(rows.submitted().getFirst().metadata().channel()).contains("Mail");
        }
    }

    @Test
    void a_header_has_line_breaks_in_quotes() throws IOException {
        String file = "id,\"Customer\r\ncomment\",\"Date\n(UTC)\"\r\n7,\"works, mostly\",2026-01-03\r\n";
        FilePreview preview = inspect(file);
        assertThat(preview.layout().columns()).containsExactly("id", "Customer comment", "Date (UTC)");
        assertThat(preview.layout().column()).contains("Customer comment");
        assertThat(FileRows.of(file).texts()).containsExactly("works, mostly");
        assertThat(preview.rows().getFirst().line()).isEqualTo(4);
    }

    @Test
    void two_columns_of_one_name_are_asked_between_unless_one_is_blank() throws IOException {
        FilePreview both = inspect("id,text,text\n1,The first of two,The second of two\n");
        assertThat(both.needsMapping()).isTrue();
        assertThat(both.candidates()).containsExactly("text", "text (2)");
        assertThat(FileRows.of("id,text,text\n1,The first of two,The second of two\n", "column", "text (2)")
                        .texts())
                .containsExactly("The second of two");
        FilePreview one = inspect("id,text,text\n1,,The only one there is\n");
        assertThat(one.layout().text()).hasValue(2);
        assertThat(one.problems()).anyMatch(problem -> problem.startsWith("Two columns are called 'text'"));
        FilePreview other = inspect("id,date,date,text\n1,2026-01-03,2026-01-04,A text as it should be\n");
        assertThat(other.needsMapping()).isFalse();
        assertThat(other.layout().column()).contains("text");
    }

    @Test
    void an_unknown_name_is_told_by_what_is_in_the_column() throws IOException {
        String file =
                "lfd,Was uns noch auffiel,Filiale\n1,Die Kasse war nicht besetzt,Nord\n2,Sehr nettes Personal dort,Süd\n";
        FilePreview preview = inspect(file);
        assertThat(preview.layout().column()).contains("Was uns noch auffiel");
        assertThat(preview.layout().why()).containsEntry("column", "it is the only column that looks like text");
    }

    @Test
    void no_column_that_looks_like_text_is_asked_about() throws IOException {
        FilePreview preview = inspect("id,amount,when\n1,12.50,2026-01-03\n2,13.50,2026-01-04\n");
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.candidates()).isEmpty();
        assertThat(preview.problems().getFirst()).contains("The columns are id, amount, when");
    }

    @Test
    void no_header_at_all() throws IOException {
        String file = "17;The parcel never came, twice;2026-01-03\n18;Quick and friendly help today;2026-01-04\n";
        FilePreview preview = inspect(file);
        assertThat(preview.layout().headerRow()).isZero();
        assertThat(preview.layout().columns()).containsExactly("Column 1", "Column 2", "Column 3");
        assertThat(preview.layout().column()).contains("Column 2");
        assertThat(FileRows.of(file).texts()).hasSize(2);
        assertThat(FileRows.of(file, "header_row", "0", "column", "2").texts()).hasSize(2);
        assertThat(FileRows.of(file, "header_row", "1").texts()).hasSize(1);
    }

    @Test
    void a_first_row_that_may_be_a_header_is_asked_about() throws IOException {
        FilePreview preview = inspect("red;slow\nblue;quick\ngreen;bad\n");
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.problems()).anyMatch(problem -> problem.contains("header_row=0"));
        assertThat(FileRows.of("red;slow\nblue;quick\ngreen;bad\n", "header_row", "0", "column", "2")
                        .texts())
                .containsExactly("slow", "quick", "bad");
    }

    @Test
    void one_column_is_the_text_whatever_it_is_called() throws IOException {
        assertThat(FileRows.of("complaint\na, b; \"c\"\nmore of it, and more\n").texts())
                .containsExactly("a, b; \"c\"", "more of it, and more");
        assertThat(FileRows.of("text\n\"a, b\"\nGreat app, love it\nGood, thanks\n")
                        .texts())
                .containsExactly("a, b", "Great app, love it", "Good, thanks");
        assertThat(FileRows.of("Great app, love it\nGood app, thanks for it\nBad app, hate it\n")
                        .texts())
                .hasSize(3);
        assertThat(inspect("Notizzettel\nDas war heute wirklich ganz schlecht hier\n")
                        .layout()
                        .headerRow())
                .isEqualTo(1);
    }

    @Test
    void options_outweigh_what_a_file_looks_like() throws IOException {
        String file = "id,text,note\n1,The first is here;The other,Some more words here\n";
        assertThat(FileRows.of(file, "column", "note").texts()).containsExactly("Some more words here");
        assertThat(FileRows.of(file, "column", "3").texts()).containsExactly("Some more words here");
        assertThat(FileRows.of(file, "map.channel", "note")
                        .submitted()
                        .getFirst()
                        .metadata()
                        .channel())
                .contains("Some more words here");
        assertThat(FileRows.of(file, "separator", "none", "header_row", "1").texts())
                .containsExactly("1,The first is here;The other,Some more words here");
        assertThat(inspect(file, "separator", ";")
                        .layout()
                        .dialect()
                        .orElseThrow()
                        .separator())
                .isEqualTo("semicolon");
        assertThat(inspect(file, "format", "csv").layout().why()).containsEntry("format", "as asked for");
        FilePreview missing = inspect(file, "column", "comment");
        assertThat(missing.needsMapping()).isTrue();
        assertThat(missing.problems().getFirst())
                .isEqualTo("Name another column: there is no column 'comment'. The columns are id, text, note.");
        assertThat(inspect(file, "map.channel", "via").needsMapping()).isTrue();
    }

    @Test
    void a_header_counts_even_where_most_rows_are_broken() throws IOException {
        FileRows rows =
                FileRows.of("id,text\n1,a text that\nwas not quoted\nthough it has\nmany lines\n2,good as it is\n");
        assertThat(rows.texts()).containsExactly("a text that", "good as it is");
        assertThat(rows.rejected()).hasSize(3);
    }

    @Test
    void what_an_import_rejected_can_be_sent_again() throws IOException {
        String file = "line,reason,content\n2,too short,'=1+1\n3,too short,''tis\n";
        assertThat(FileRows.of(file).texts()).containsExactly("=1+1", "''tis");
    }

    @Test
    void doubts_are_told() throws IOException {
        FilePreview preview =
                inspect("text,created at\nThe first text of all,03/04/2026\nAnd another text,05/06/2026\n");
        assertThat(preview.problems()).singleElement().asString().contains("days or months come first");
        assertThat(preview.needsMapping()).isFalse();
        assertThat(FileRows.of("text,date\nThe first text of all,03/04/2026\nAnd another text,25/06/2026\n")
                        .submitted()
                        .getFirst()
                        .metadata()
                        .occurredAt())
                .hasToString("Optional[2026-04-03T00:00:00Z]");
    }
}
