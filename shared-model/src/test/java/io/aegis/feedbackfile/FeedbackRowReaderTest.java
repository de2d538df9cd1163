/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.storage.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackRowReaderTest {

    private static final String CANONICAL = "text,channel,customer_ref,external_id,occurred_at\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id,text,product|1,\"a, b\",c|a, b",
                "raw_content,id|hello,1|hello",
                "ID;Text|1;x, y|x, y",
                "id\ttext|1\tx, y|x, y",
                "text,raw_content,id|first,,1|first",
                "\"text\",\"x\"|say \"hi\",1|say \"hi\"",
                "\uFEFFtext,x|hello,1|hello",
                " TEXT ,x|hello,1|hello",
                "text|\"a, b\"|a, b"
            })
    void the_text_is_found_by_the_header(String header, String record, String text) throws IOException {
        assertThat(FileRows.of(header + "\n" + record).texts()).containsExactly(text);
    }

    @Test
    void metadata_columns_become_metadata() throws IOException {
        FileRows rows = FileRows.of(CANONICAL + "hello,email,c-1,e-1,2026-11-20T10:00:00+02:00\nhello,,, ,\n");
        assertThat(rows.submitted().getFirst().metadata())
                .isEqualTo(new Metadata(
                        Optional.of("email"),
                        Optional.of("c-1"),
                        Optional.of("e-1"),
                        Optional.of(Instant.parse("2026-11-20T08:00:00Z"))));
        assertThat(rows.submitted().getLast().metadata()).isEqualTo(Metadata.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1969-01-01T00:00:00Z", "2026-13-01T00:00:00Z"})
    void a_time_that_is_none_rejects_the_row_where_it_is_meant(String time) throws IOException {
        FileRows strict = FileRows.of("text,occurred_at\nhello," + time + "\n");
        assertThat(strict.rejected()).singleElement().satisfies(row -> {
            assertThat(row.reason()).startsWith("occurred_at is not a time");
            assertThat(row.content()).isEqualTo("hello");
        });
        assertThat(FileRows.of("text,id,created at\nhello,1," + time + "\n").texts())
                .containsExactly("hello");
    }

    @Test
    void metadata_that_is_too_long_rejects_the_row_where_it_is_meant() throws IOException {
        String name = "x".repeat(129);
        assertThat(FileRows.of("text,channel\nhello," + name + "\n").rejected())
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).isEqualTo("channel has more than 128 characters"));
        assertThat(FileRows.of("text,via\nhello," + name + "\n").submitted())
                .singleElement()
                .satisfies(row -> assertThat(row.metadata()).isEqualTo(Metadata.NONE));
        assertThat(FileRows.of("text,via\nhello," + name + "\n", "map.channel", "via")
                        .rejected())
                .hasSize(1);
    }

    @Test
    void a_record_of_another_width_is_rejected_as_it_is() throws IOException {
        FileRows rows = FileRows.of("id,text\n1,fine as it is\na text, with a comma, unquoted\nalone\n2,good,,\n");
        assertThat(rows.texts()).containsExactly("fine as it is", "good");
        assertThat(rows.rejected())
                .containsExactly(
                        new RowOutcome.Rejected(
                                "the record has 3 columns where the header has 2", "a text, with a comma, unquoted"),
                        new RowOutcome.Rejected("the record has 1 column where the header has 2", "alone"));
    }

    @Test
    void a_preview_shows_what_becomes_of_rows() throws IOException {
        String file = "id,text\n1,good\n,\n2,bad,row\n\"broken\" quote,x\n";
        FilePreview preview = new FileInspector()
                .inspect(FileSource.of(file.getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, Extent.WHOLE);
        assertThat(preview.rows()).extracting(FilePreview.Row::line).containsExactly(2L, 3L, 4L, 5L);
        assertThat(preview.rows().get(1).outcome()).isEqualTo(new RowOutcome.Empty());
        assertThat(preview.rows().get(2).outcome()).isInstanceOf(RowOutcome.Rejected.class);
        assertThat(preview.rows().get(3).outcome())
                .isEqualTo(new RowOutcome.Rejected(
                        "a quote within a quoted field is not doubled, or something stands behind the closing quote",
                        "\"broken\" quote,x"));
        assertThat(preview.columns())
                .containsExactly(
                        new FilePreview.Column("id", List.of("1", "2")),
                        new FilePreview.Column("text", List.of("good", "bad")));
    }

    @Test
    void a_record_that_is_none_is_rejected() throws IOException {
        FileLayout layout = new FileInspector()
                .inspect(
                        FileSource.of("id,text\n1,a b c\n".getBytes(StandardCharsets.UTF_8)),
                        FileOptions.NONE,
                        Extent.WHOLE)
                .layout();
        FeedbackRowReader reader = new FeedbackRowReader(layout);
        assertThat(reader.read(new FileRecord.Cells(3, List.of("a", "b"), Optional.of("no good"))))
                .isEqualTo(new RowOutcome.Rejected("no good", "a, b"));
        FileLayout open = FileLayout.fromJson(layout.toJson().replace("\"text\":1,", ""));
        assertThat(open.isReadable()).isFalse();
        assertThat(open.column()).isEmpty();
        assertThatThrownBy(() -> new FeedbackRowReader(open)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sheets_are_chosen_by_name_or_number() throws IOException {
        byte[] workbook = RandomTables.workbook(List.<String[]>of(new String[] {"1", "a b c", ""}), true);
        FileSource source = FileSource.of(workbook);
        assertThat(FileRows.of(source, FileRows.options("sheet", "feedback")).texts())
                .hasSize(1);
        assertThat(FileRows.of(source, FileRows.options("sheet", "1")).texts()).hasSize(1);
        assertThatThrownBy(() -> FileRows.of(source, FileRows.options("sheet", "Answers")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("The workbook has no sheet 'Answers': name one of Feedback.");
        assertThat(FileRows.of(FileSource.of(RoundTripTest.gzipped(workbook)), FileOptions.NONE)
                        .texts())
                .hasSize(1);
        assertThat(FileRows.of(FileSource.of(RoundTripTest.zipped(workbook)), FileOptions.NONE)
                        .texts())
                .hasSize(1);
    }
}
