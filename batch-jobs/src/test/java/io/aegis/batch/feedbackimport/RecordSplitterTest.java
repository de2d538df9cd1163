package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.imports.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSplitterTest {

    /** Small, so that records lie across the borders of pieces. */
    private static final int PIECE = 7;

    static Pieces pieces(byte[] file, int length) {
        return number -> {
            int from = (int) Math.min(file.length, number * length);
            return Arrays.copyOfRange(file, from, Math.min(file.length, from + length));
        };
    }

    static RecordSplitter splitter(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return new RecordSplitter(new StagedBytes(pieces(bytes, PIECE), PIECE, 0), ',', 1);
    }

    static List<RawRecord> all(RecordSplitter splitter) {
        List<RawRecord> all = new ArrayList<>();
        for (Optional<RawRecord> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            all.add(next.get());
        }
        return all;
    }

    /** Line, text, and a mark before what is no record. */
    private static List<String> read(String file) {
        return all(splitter(file)).stream()
                .map(record -> record.line()
                        + (record.problem().isPresent() ? "!" : ":")
                        + new String(record.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_end_in_any_of_three_ways(String end) {
        assertThat(read("one,1" + end + "two,2" + end + end + "three,3"))
                .containsExactly("1:one,1", "2:two,2", "4:three,3");
    }

    @Test
    void quoted_fields_hold_separators_quotes_and_line_ends() {
        assertThat(read("\"a, \"\"b\"\"\nc\",1\r\nnext,2\n")).containsExactly("1:\"a, \"\"b\"\"\nc\",1", "3:next,2");
    }

    @Test
    void a_quote_elsewhere_is_a_character() {
        assertThat(read("my 5\" screen, \"broke\"\nnext")).containsExactly("1:my 5\" screen, \"broke\"", "2:next");
    }

    @Test
    void a_quote_that_is_never_closed_costs_its_line_only() {
        assertThat(read("one\n\"two\nthree\nfour, 4\n")).containsExactly("1:one", "2!\"two", "3:three", "4:four, 4");
    }

    @Test
    void a_quote_that_is_not_closed_before_the_next_one_costs_its_line_only() {
        assertThat(read("\"never closed\n\"good, text\",5\n\"another\",6\n"))
                .containsExactly("1!\"never closed", "2:\"good, text\",5", "3:\"another\",6");
    }

    @Test
    void a_quote_that_is_not_doubled_costs_its_line_only() {
        assertThat(read("\"he said \"hi\" to me\",1\nnext,2"))
                .containsExactly("1!\"he said \"hi\" to me\",1", "2:next,2");
    }

    @Test
    void a_field_of_too_many_lines_is_one_that_is_not_closed() {
        String lines = "x\n".repeat(RecordSplitter.MAX_LINES + 1);
        List<RawRecord> all = all(splitter("\"" + lines + "\",1\nlast"));
        assertThat(all).hasSize(RecordSplitter.MAX_LINES + 3);
        assertThat(all.getFirst().problem()).contains(RecordSplitter.NOT_CLOSED);
        assertThat(all.getLast().line()).isEqualTo(RecordSplitter.MAX_LINES + 3L);
    }

    @Test
    void a_line_without_end_is_kept_in_part() {
        String huge = "x".repeat(RecordSplitter.MAX_LENGTH + 100);
        byte[] file = (huge + "\nnext").getBytes(StandardCharsets.UTF_8);
        int piece = 1 << 16;
        List<RawRecord> all = all(new RecordSplitter(new StagedBytes(pieces(file, piece), piece, 0), ',', 1));
        assertThat(all).hasSize(2);
        assertThat(all.getFirst().problem()).contains(RecordSplitter.TOO_LONG);
        assertThat(all.getFirst().bytes()).hasSize(RecordSplitter.MAX_LENGTH);
        assertThat(all.getLast().line()).isEqualTo(2);
    }

    @Test
    void reading_goes_on_at_any_position_that_was_told() {
        String file = "one\n\"two\n2\",b\n\n\"broken\nthree\r\nfour";
        RecordSplitter splitter = splitter(file);
        List<Position> positions = new ArrayList<>();
        do {
            positions.add(splitter.position());
        } while (splitter.next().isPresent());
        List<String> whole = read(file);
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < whole.size(); i++) {
            Position from = positions.get(i);
            RecordSplitter rest =
                    new RecordSplitter(new StagedBytes(pieces(bytes, PIECE), PIECE, from.bytes()), ',', from.line());
            assertThat(all(rest)).as("from %s", from).hasSize(whole.size() - i);
        }
    }

    @Test
    void nothing_holds_no_records() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\r\n\r")).isEmpty();
    }
}
