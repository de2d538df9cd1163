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

/** Tables as query tools print them and as people draw them in Markdown. */
class AsciiTablesTest {

    private static FilePreview inspect(String file) throws IOException {
        return new FileInspector()
                .inspect(FileSource.of(file.getBytes(StandardCharsets.UTF_8)), FileRows.options(), Extent.WHOLE);
    }

    @Test
    void what_mysql_prints_is_read() throws IOException {
        String file = """
            mysql> SELECT id, message, created FROM feedback;
            +----+------------------------------+---------------------+
            | id | message                      | created             |
            +----+------------------------------+---------------------+
            |  1 | The "app" is slow            | 2026-01-03 10:00:00 |
            |  2 | It crashes
            - on start

            - on login           | 2026-01-04 10:00:00 |
            |  3 | NULL                         | NULL                |
            |  4 | this | that                  | 2026-01-04 10:00:00 |
            +----+------------------------------+---------------------+
            4 rows in set (0.00 sec)

            """;
        FilePreview preview = inspect(file);
        assertThat(preview.needsMapping()).as("%s", preview.problems()).isFalse();
        assertThat(preview.layout().headerRow()).isEqualTo(3);
        assertThat(preview.layout().columns()).containsExactly("id", "message", "created");
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("The \"app\" is slow", "It crashes\n- on start\n\n- on login");
        assertThat(rows.submitted().getFirst().metadata().externalId()).contains("1");
        assertThat(rows.submitted().getLast().metadata().occurredAt()).isPresent();
        assertThat(rows.rejected())
                .extracting(RowOutcome.Rejected::reason)
                .containsExactly(
                        "the text only says that there is none", "the record has 4 columns where the header has 3");
        assertThat(rows.empty()).isEqualTo(3);
    }

    @Test
    void what_psql_prints_is_read() throws IOException {
        String file = """
             id |        comment         |  seen_on
            ----+------------------------+------------
              1 | The app is slow        | 2026-01-03
              2 | It crashes            +| 2026-01-04
                | on start              +|
                | and on login           |
              3 | I give it an A+        | 2026-01-04
            (3 rows)

            """;
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts())
                .containsExactly("The app is slow", "It crashes\non start\nand on login", "I give it an A+");
        assertThat(rows.rejected()).isEmpty();
        assertThat(rows.empty()).isEqualTo(2);
        assertThat(inspect(file).layout().columns()).containsExactly("id", "comment", "seen_on");
    }

    @Test
    void a_plus_at_the_end_of_a_text_is_one() throws IOException {
        FileRows rows = FileRows.of(
                " id | comment\n----+---------\n  1 | I give it an A+\n  2 | Crashes    +\n    | on start\n");
        assertThat(rows.texts()).containsExactly("I give it an A+", "Crashes\non start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| id | text |\n|----|------|\n",
                "|id|text|\n|:--|:-:|\n",
                "# Feedback\n\n| id | text |\n| --- | --- |\n"
            })
    void markdown_is_read(String header) throws IOException {
        String file = header
                + "| 1 | The app \\| the site is slow |\n"
                + "| 2 | Crashes on start\n"
                + "|3|Lost my parcel|\n\n"
                + "Written in June\n";
        FileRows rows = FileRows.of(file);
        assertThat(rows.texts()).containsExactly("The app | the site is slow", "Crashes on start", "Lost my parcel");
        assertThat(rows.rejected()).extracting(RowOutcome.Rejected::content).containsExactly("Written in June");
        assertThat(rows.empty()).isEqualTo(1);
    }

    @Test
    void a_drawn_table_of_one_column_is_read() throws IOException {
        FileRows rows = FileRows.of("""
            +------------------+
            | anything         |
            +------------------+
            | The app is slow  |
            | Crashes on start |
            +------------------+
            """);
        assertThat(rows.texts()).containsExactly("The app is slow", "Crashes on start");
    }

    @Test
    void a_drawn_table_whose_text_is_open_is_asked_about() throws IOException {
        FilePreview preview = inspect("| a | b |\n|---|---|\n| the first of these | the second of these |\n");
        assertThat(preview.candidates()).containsExactly("a", "b");
        assertThat(preview.columns().getFirst().samples()).containsExactly("the first of these");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+----+-------+\n| id | text  |\n+====+=======+\n| 1  | slow  |\n|    | today |\n+----+-------+\n",
                "*************************** 1. row ***************************\n  id: 1\ntext: The app is slow\n",
                "-[ RECORD 1 ]---\nid   | 1\ntext | The app is slow\n-[ RECORD 2 ]---\nid   | 2\ntext | Crashes\n",
                "┌────┬──────┐\n│ id │ text │\n├────┼──────┤\n│ 1  │ Slow │\n└────┴──────┘\n",
                "ID TEXT\n-- ------------------\n 1 The app is slow\n 2 Crashes on start\n",
            })
    void a_table_that_is_drawn_otherwise_is_refused(String file) {
        assertThatThrownBy(() -> inspect(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageEndingWith(": export the feedback as CSV, .xlsx or JSON, and send that.");
    }

    @Test
    void a_table_of_bars_and_quotes_is_none_that_is_drawn() throws IOException {
        FileRows rows = FileRows.of("id|text\n1|\"The app | the site\"\n2|plain\n");
        assertThat(rows.texts()).containsExactly("The app | the site", "plain");
    }
}
