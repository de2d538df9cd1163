/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.Dialect.Quoting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedRecordsTest {

    private static final Dialect COMMAS = new Dialect(',', Quoting.DOUBLED);

    private static DelimitedRecords records(byte[] file, RecordPosition from, Dialect dialect, String charset) {
        int offset = (int) from.offset();
        Encoding encoding = new Encoding(Charset.forName(charset), 0, 1, "");
        return DelimitedRecords.of(
                new ByteWindow(new ByteArrayInputStream(file, offset, file.length - offset), offset, encoding),
                dialect,
                from.line());
    }

    private static List<FileRecord.Encoded> all(RecordReader records) throws IOException {
        List<FileRecord.Encoded> all = new ArrayList<>();
        for (Optional<FileRecord> next = records.next(); next.isPresent(); next = records.next()) {
            all.add((FileRecord.Encoded) next.get());
        }
        return all;
    }

    /** Line, text, and a mark before what is no record. */
    private static List<String> read(String file) throws IOException {
        return shown(
                all(records(file.getBytes(StandardCharsets.UTF_8), RecordPosition.START, COMMAS, "UTF-8")), "UTF-8");
    }

    private static List<String> shown(List<FileRecord.Encoded> records, String charset) {
        return records.stream()
                .map(record -> record.line()
                        + (record.problem().isPresent() ? "!" : ":")
                        + new String(record.bytes(), Charset.forName(charset)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_end_in_any_of_three_ways(String end) throws IOException {
        assertThat(read("one,1" + end + "two,2" + end + end + "three,3"))
                .containsExactly("1:one,1", "2:two,2", "4:three,3");
    }

    @Test
    void quoted_fields_hold_separators_quotes_and_line_ends() throws IOException {
        assertThat(read("\"a, \"\"b\"\"\nc\",1\r\nnext,2\n")).containsExactly("1:\"a, \"\"b\"\"\nc\",1", "3:next,2");
    }

    @Test
    void a_quote_elsewhere_is_a_character() throws IOException {
        assertThat(read("my 5\" screen, \"broke\"\nnext")).containsExactly("1:my 5\" screen, \"broke\"", "2:next");
    }

    @Test
    void a_broken_quote_costs_its_line_only() throws IOException {
        assertThat(read("one\n\"two\nthree\nfour, 4\n")).containsExactly("1:one", "2!\"two", "3:three", "4:four, 4");
        assertThat(read("\"never closed\n\"good, text\",5\n\"another\",6\n"))
                .containsExactly("1!\"never closed", "2:\"good, text\",5", "3:\"another\",6");
        assertThat(read("\"he said \"hi\" to me\",1\nnext,2"))
                .containsExactly("1!\"he said \"hi\" to me\",1", "2:next,2");
    }

    @Test
    void a_field_of_too_many_lines_is_one_that_is_not_closed() throws IOException {
        String lines = "x\n".repeat(DelimitedRecords.MAX_LINES + 1);
        byte[] file = ("\"" + lines + "\",1\nlast").getBytes(StandardCharsets.UTF_8);
        List<FileRecord.Encoded> all = all(records(file, RecordPosition.START, COMMAS, "UTF-8"));
        assertThat(all).hasSize(DelimitedRecords.MAX_LINES + 3);
        assertThat(all.getFirst().problem()).contains(DelimitedRecords.NOT_CLOSED);
        assertThat(all.getLast().line()).isEqualTo(DelimitedRecords.MAX_LINES + 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-32BE"})
    void a_line_without_end_is_kept_in_part(String charset) throws IOException {
        String huge = "x".repeat(DelimitedRecords.MAX_LENGTH + 100);
        byte[] file = (huge + "\nnext").getBytes(Charset.forName(charset));
        List<FileRecord.Encoded> all = all(records(file, RecordPosition.START, COMMAS, charset));
        assertThat(all).hasSize(2);
        assertThat(all.getFirst().problem()).contains(DelimitedRecords.TOO_LONG);
        assertThat(all.getFirst().bytes()).hasSize(DelimitedRecords.MAX_LENGTH);
        assertThat(all.getLast().line()).isEqualTo(2);
    }

    @Test
    void a_backslash_before_a_quote_or_a_line_end_makes_it_a_character() throws IOException {
        Dialect backslash = new Dialect(',', Quoting.BACKSLASH);
        byte[] file = "\"a \\\"b\\\" \\\n c\",1\nx\\\ny,2\n\\".getBytes(StandardCharsets.UTF_8);
        assertThat(shown(all(records(file, RecordPosition.START, backslash, "UTF-8")), "UTF-8"))
                .containsExactly("1:\"a \\\"b\\\" \\\n c\",1", "3:x\\\ny,2", "5:\\");
    }

    @Test
    void lines_that_escaped_ends_join_are_rejected_together_and_not_read_anew_for_each() throws IOException {
        Dialect backslash = new Dialect(',', Quoting.BACKSLASH_ONLY);
        int joined = DelimitedRecords.MAX_LENGTH;
        byte[] file = ("a\\\n".repeat(joined) + "their last\nnext,2").getBytes(StandardCharsets.UTF_8);
        List<FileRecord.Encoded> records = all(records(file, RecordPosition.START, backslash, "UTF-8"));
        assertThat(records).hasSizeLessThan(6);
        assertThat(records.getFirst().problem()).contains(DelimitedRecords.TOO_LONG);
        assertThat(records.getLast().line()).isEqualTo(joined + 2);
        assertThat(records.getLast().problem()).isEmpty();
    }

    @Test
    void a_broken_quote_costs_the_lines_that_are_joined_to_its_own() throws IOException {
        Dialect backslash = new Dialect(',', Quoting.BACKSLASH);
        byte[] file = "x\\\ny,\"broken\nz".getBytes(StandardCharsets.UTF_8);
        assertThat(shown(all(records(file, RecordPosition.START, backslash, "UTF-8")), "UTF-8"))
                .containsExactly("1!x\\\n", "3:z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void reading_goes_on_at_any_position_that_was_told(String charset) throws IOException {
        String text = "öne\n\"two\n2\",b\n\n\"broken\nthree\r\nfour";
        byte[] file = text.getBytes(Charset.forName(charset));
        List<String> whole = shown(all(records(file, RecordPosition.START, COMMAS, charset)), charset);
        assertThat(whole).containsExactly("1:öne", "2:\"two\n2\",b", "5!\"broken", "6:three", "7:four");
        DelimitedRecords reader = records(file, RecordPosition.START, COMMAS, charset);
        for (int i = 0; i < whole.size(); i++) {
            RecordPosition from = reader.position();
            assertThat(shown(all(records(file, from, COMMAS, charset)), charset))
                    .as("from %s", from)
                    .isEqualTo(whole.subList(i, whole.size()));
            assertThat(reader.next()).isPresent();
        }
    }

    @Test
    void nothing_holds_no_records() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\r\n\r")).isEmpty();
    }

    @Test
    void half_a_code_unit_at_the_end_is_none() throws IOException {
        byte[] file = {'a', 0, '\n', 0, 'b', 0, 'c'};
        assertThat(shown(all(records(file, RecordPosition.START, COMMAS, "UTF-16LE")), "UTF-16LE"))
                .containsExactly("1:a", "2:b");
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings().withChars("ab,\"\n\r;é\\'").ofMaxLength(60);
    }

    /** Each line is in a record once, and a good line behind anything is still read. */
    @Property(tries = 300)
    void no_content_loses_what_follows(@ForAll("anything") String before) throws IOException {
        String file = before + "\n" + "plain\n".repeat(DelimitedRecords.MAX_LINES + 1) + "last, 1\n";
        List<FileRecord.Encoded> records =
                all(records(file.getBytes(StandardCharsets.UTF_8), RecordPosition.START, COMMAS, "UTF-8"));
        assertThat(new String(records.getLast().bytes(), StandardCharsets.UTF_8))
                .as(before)
                .isEqualTo("last, 1");
        for (int i = 1; i < records.size(); i++) {
            assertThat(records.get(i).line()).isGreaterThan(records.get(i - 1).line());
        }
    }

    /** What is a record without a problem is taken apart, in each dialect. */
    @Property(tries = 300)
    void a_record_without_problem_has_fields(@ForAll("anything") String file, @ForAll Quoting quoting)
            throws IOException {
        Dialect dialect = new Dialect(',', quoting);
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        for (FileRecord.Encoded record : all(records(bytes, RecordPosition.START, dialect, "UTF-8"))) {
            if (record.problem().isEmpty() && quoting == Quoting.DOUBLED) {
                assertThat(FieldSplitter.of(dialect).split(new String(record.bytes(), StandardCharsets.UTF_8)))
                        .isNotEmpty();
            }
        }
    }
}
