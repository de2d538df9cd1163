package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aegis.storage.Metadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

    private static Submitted read(String header, String record) throws RowException {
        return new RowReader(Columns.of(header)).read(raw(record.getBytes(StandardCharsets.UTF_8)));
    }

    private static RawRecord raw(byte[] record) {
        return new RawRecord(2, record, Optional.empty());
    }

    private static RowException refusal(String header, String record) {
        return catchThrowableOfType(RowException.class, () -> read(header, record));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id,text,product|1,\"a, b\",c|a, b",
                "raw_content,id|hello,1|hello",
                "ID;Text|1;x, y|x, y",
                "id\ttext|1\tx, y|x, y",
                "text,raw_content|first,second|first",
                "\"text\",\"x\"|say \"hi\",1|say \"hi\"",
                "\uFEFFtext,x|hello,1|hello",
                " TEXT ,x|hello,1|hello",
                "complaint|a, b; \"c\"|a, b; \"c\"",
                "text|\"a, b\"|a, b",
                "line,reason,content|2,too short,'=1+1|=1+1",
                "line,reason,content|2,too short,''tis|''tis"
            })
    void the_text_is_found_by_the_header(String header, String record, String text) throws RowException {
        assertThat(read(header, record).raw()).isEqualTo(text);
    }

    @Test
    void a_header_without_text_is_told() {
        assertThatThrownBy(() -> Columns.of("id,comment,product"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage("The first line names no column 'text' or 'raw_content'; it names id, comment, product.");
        assertThatThrownBy(() -> Columns.of("\"never closed,x")).isInstanceOf(UnusableFileException.class);
    }

    @Test
    void metadata_columns_become_metadata() throws RowException {
        String header = "text,channel,customer_ref,external_id,occurred_at";
        assertThat(read(header, "hello,email,c-1,e-1,2026-11-20T10:00:00+02:00").metadata())
                .isEqualTo(new Metadata(
                        Optional.of("email"),
                        Optional.of("c-1"),
                        Optional.of("e-1"),
                        Optional.of(Instant.parse("2026-11-20T08:00:00Z"))));
        assertThat(read(header, "hello,,, ,").metadata()).isEqualTo(Metadata.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1969-01-01T00:00:00Z", "2026-13-01T00:00:00Z"})
    void a_time_that_is_none_rejects_the_row(String time) {
        RowException refusal = refusal("text,occurred_at", "hello," + time);
        assertThat(refusal.reject().reason()).startsWith("occurred_at is not a time");
        assertThat(refusal.reject().content()).isEqualTo("hello");
    }

    @Test
    void metadata_that_is_too_long_rejects_the_row() {
        assertThat(refusal("text,channel", "hello," + "x".repeat(129)).reject().reason())
                .isEqualTo("channel has more than 128 characters");
    }

    @Test
    void a_record_of_another_width_is_rejected_as_it_is() {
        RowException refusal = refusal("id,text", "a text, with a comma, unquoted");
        assertThat(refusal.reject().reason()).isEqualTo("the record has 3 columns where the first line has 2");
        assertThat(refusal.reject().content()).isEqualTo("a text, with a comma, unquoted");
        assertThat(refusal("id,text", "alone").reject().reason()).startsWith("the record has 1 column where");
    }

    @Test
    void bytes_that_are_no_text_reject_the_row() {
        RowReader reader = new RowReader(Columns.of("id,text"));
        assertThatThrownBy(() -> reader.read(raw(new byte[] {'1', ',', 'a', (byte) 0xFF})))
                .isInstanceOf(RowException.class)
                .hasMessageContaining("character set");
    }

    @Test
    void a_broken_record_tells_why() {
        RowReader reader = new RowReader(Columns.of("id,text"));
        RawRecord broken = new RawRecord(2, "1,\"x".getBytes(StandardCharsets.UTF_8), Optional.of("broken"));
        assertThatThrownBy(() -> reader.read(broken)).hasMessage("broken");
    }
}
