/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.storage.Metadata;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the tools that people have write them, where these differ from what a table is. */
class ToolsTest {

    private static FilePreview inspect(byte[] file) throws IOException {
        return new FileInspector().inspect(FileSource.of(file), FileRows.options(), Extent.WHOLE);
    }

    private static FilePreview inspect(String file) throws IOException {
        return inspect(file.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The app is slow\nIt crashes when I pay\nLost my parcel again\nfeedback\nStill waiting for it\n",
                "The app is slow,today\nIt crashes,too\nmessage,date\nStill waiting for it,2026-01-03\n",
            })
    void records_above_what_may_be_a_header_are_not_passed_over(String file) throws IOException {
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.problems().getFirst()).startsWith("Say where the header is (header_row=");
        assertThat(FileRows.of(file, "header_row", "0", "column", "1").texts()).contains("The app is slow");
    }

    @Test
    void a_title_above_a_column_is_none_of_its_texts() throws IOException {
        assertThat(FileRows.of("Reviews of June\nfeedback\nThe app is slow\nIt crashes each day\n")
                        .texts())
                .containsExactly("The app is slow", "It crashes each day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"id\":{\"0\":1,\"1\":2},\"text\":{\"0\":\"The app is slow\",\"1\":\"It crashes\"}}!The JSON has a"
                        + " list of columns",
                "{\"text\":{\"0\":\"The \\\"app\\\" is slow\",\"1\":\"It crashes\"}}!The JSON has a list of columns",
                "{\"columns\":[\"id\",\"text\"],\"index\":[0],\"data\":[[1,\"The app is slow\"]]}!The JSON has the"
                        + " names of columns apart",
                "[{\"type\":\"header\",\"version\":\"5\",\"comment\":\"Export to JSON plugin for PHPMyAdmin\"}]!The"
                        + " file is what phpMyAdmin exports",
                "INSERT INTO `fb` (`id`, `text`) VALUES (1,'The app is slow');!The file is a dump of a database (SQL)",
                "-- MySQL dump 10.13!The file is a dump of a database (SQL)",
                "BEGIN:VCALENDAR!The file is a calendar"
            })
    void what_is_no_table_is_refused_by_name(String file, String message) {
        String text = file.startsWith("--")
                ? file + "\n--\n-- Host\n/*!40101 SET NAMES utf8 */;\n\nCREATE TABLE `fb` (\n"
                : file + "\n";
        assertThatThrownBy(() -> inspect(text))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("and send that.");
    }

    @Test
    void a_mail_and_what_a_shell_prints_are_refused_by_name() {
        assertThatThrownBy(() -> inspect("From: a@x.example\nTo: b@x.example\nSubject: Hello\n\nThe app is slow\n"))
                .hasMessageStartingWith("The file is an e-mail");
        assertThatThrownBy(() ->
                        inspect("[\n {\n  \"_id\": ObjectId(\"65a0\"),\n  \"text\": \"The app is slow\"\n }\n]\n"))
                .hasMessageStartingWith("The file is what the shell of MongoDB prints");
        assertThatThrownBy(() -> inspect("\"id\" \"comment\"\n\"1\" 1 \"The app is slow\"\n\"2\" 2 \"It crashes\"\n"))
                .hasMessageStartingWith("The columns of the file are set apart by blanks only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"columns\":[\"x\"],\"data\":[{\"text\":\"The app is slow\"}]}",
                "{\"labels\":{\"0\":\"a\"},\"text\":\"The app is slow\"}"
            })
    void what_only_looks_like_that_is_read(String file) throws IOException {
        assertThat(FileRows.of(file).texts().getFirst()).contains("The app");
    }

    @Test
    void what_mongodb_writes_around_values_is_left_away() throws IOException {
        FileRows rows = FileRows.of("""
            {"_id":{"$oid":"65a0"},"comment":"The app is slow","created_at":{"$date":"2026-01-03T10:00:00Z"}}
            {"_id":{"$oid":"65a1"},"comment":"It crashes","created_at":{"$date":{"$numberLong":"1767434400000"}}}
            """);
        assertThat(rows.submitted())
                .extracting(row -> row.metadata().externalId().orElse(""))
                .containsExactly("65a0", "65a1");
        assertThat(rows.submitted())
                .extracting(RowOutcome.Submitted::metadata)
                .extracting(Metadata::occurredAt)
                .containsOnly(Optional.of(Instant.parse("2026-01-03T10:00:00Z")));
    }

    @Test
    void a_hit_of_a_search_has_no_rating() throws IOException {
        FileRows rows = FileRows.of("""
            {"_id":"a","_score":1.5,"_source":{"message":"The app is slow"}}
            {"_id":"b","_score":1,"_source":{"message":"It crashes"}}
            """);
        assertThat(rows.submitted()).allMatch(row -> row.metadata().rating().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "nan", "NaN", "None", "\\N", "undefined", "#N/A"})
    void what_stands_for_no_value_is_no_value(String nothing) throws IOException {
        FileRows rows = FileRows.of("customer_id,rating,text\n" + nothing + "," + nothing + ",The app is slow\n");
        assertThat(rows.submitted().getFirst().metadata()).isEqualTo(Metadata.NONE);
        assertThat(FileRows.of("country,text\nNA,The app is slow\n")
                        .submitted()
                        .getFirst()
                        .metadata()
                        .language())
                .contains("NA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#NAME?", "#REF!", "#WERT!", "brak danych", "n/d", "(vide)", "Geen"})
    void a_text_that_says_that_there_is_none_is_rejected(String nothing) throws IOException {
        FileRows rows = FileRows.of("id,text\n1,The app is slow\n2," + nothing + "\n");
        assertThat(rows.texts()).containsExactly("The app is slow");
        assertThat(rows.rejected()).hasSize(1);
    }

    @Test
    void numbers_of_rows_that_have_no_name_move_no_column() throws IOException {
        FileRows rows = FileRows.of("\"id\",\"comment\"\n\"1\",71,\"The app is slow\"\n\"2\",72,\"It crashes\"\n");
        assertThat(rows.texts()).containsExactly("The app is slow", "It crashes");
        assertThat(rows.submitted().getFirst().metadata().externalId()).contains("71");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Open antwoord", "Respuesta abierta", "Réponse ouverte", "Açık Uçlu Yanıt", "Odpowiedź otwarta"})
    void the_second_row_of_a_survey_is_no_answer(String kind) throws IOException {
        FileRows rows = FileRows.of(
                "Respondent ID,What could we do better?,Why?\n,%s,\n1,Bring back the dark theme,5\n2,Nothing at all works here,4\n"
                        .formatted(kind));
        assertThat(rows.texts()).containsExactly("Bring back the dark theme", "Nothing at all works here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 janv. 2026, 14:05",
                "3 janvier 2026 à 14:05",
                "3 de enero de 2026, 14:05",
                "3 ene 2026 14:05",
                "3 gennaio 2026 alle 14:05",
                "3 de janeiro de 2026 14:05",
                "3 januari 2026 om 14:05",
                "3 sty 2026, 14:05",
                "3 stycznia 2026 14:05",
                "3 Ocak 2026 14:05",
                "3. Januar 2026, 14:05 Uhr",
                "Sat Jan 3 14:05:00 2026",
                "3-Jan-2026 14:05",
                "1767449100.000100"
            })
    void times_with_names_of_months_are_read(String written) {
        assertThat(TimestampParser.parse(written, Optional.empty())).contains(Instant.parse("2026-01-03T14:05:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "1 févr. 2026,2",
        "1 août 2026,8",
        "1 Ağu 2026,8",
        "1 października 2026,10",
        "1 Kasım 2026,11",
        "1 déc. 2026,12",
        "1 grudnia 2026,12",
        "1 maggio 2026,5",
        "1 maart 2026,3",
        "1 mayo 2026,5",
        "1 juin 2026,6",
        "1 juil. 2026,7",
        "1 czerwca 2026,6",
        "1 lipca 2026,7",
        "1 listopada 2026,11",
        "1 Haziran 2026,6",
        "1 Temmuz 2026,7",
        "1 Mart 2026,3",
        "1 Mayıs 2026,5",
        "1 marca 2026,3",
        "1 maja 2026,5",
        "1 luglio 2026,7",
        "1 giugno 2026,6",
        "1 mars 2026,3",
        "1 Şubat 2026,2",
        "1 września 2026,9",
        "1 aprile 2026,4",
        "01-JAN-26,1"
    })
    void months_are_known_by_their_names(String written, int month) {
        assertThat(TimestampParser.parse(written, Optional.empty()))
                .contains(Instant.parse("2026-%02d-01T00:00:00Z".formatted(month)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "Shift_JIS", "EUC-KR"})
    void cyrillic_in_a_set_of_east_asia_is_asked_about(String charset) throws IOException {
        String text = "Приложение работает медленно и часто падает";
        FilePreview preview =
                inspect(("id,text\n1," + text + "\n2,Посылка не пришла\n").getBytes(Charset.forName(charset)));
        assertThat(preview.needsMapping()).isTrue();
        assertThat(preview.charsets()).extracting(FilePreview.Reading::sample).contains("1," + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"x\",\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"text\":\"Slow\"}}}}}}}}}\n",
                "id\nA-1\nA-2\n"
            })
    void an_id_by_itself_is_no_text(String file) throws IOException {
        assertThat(inspect(file).needsMapping()).isTrue();
        assertThat(FileRows.of(file, "column", "id").texts()).isNotEmpty();
    }

    @Test
    void json_in_a_script_is_refused_by_name() {
        assertThatThrownBy(() -> inspect("window.YTD.tweet.part0 = [{\"tweet\":{\"full_text\":\"The app is slow\"}}]"))
                .hasMessageStartingWith("The file is a script (JavaScript)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Die Lieferung war zu spÃ¤t", "Itâ€™s slow", "GrÃ¼ÃŸe"})
    void texts_that_were_misread_before_are_told(String text) throws IOException {
        assertThat(inspect("id,text\n1," + text + "\n").problems())
                .anyMatch(problem -> problem.startsWith("Export the file again as UTF-8: 1 of the 1 texts"));
        assertThat(inspect("id,text\n1,São Paulo à noite, Ñandú – “café”\n".replace(", Ñ", " Ñ"))
                        .problems())
                .isEmpty();
    }
}
