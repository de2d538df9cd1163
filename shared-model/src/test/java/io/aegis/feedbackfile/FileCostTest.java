/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Growth;
import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Looking at a file costs in proportion to its length, whatever is in it, and not much of it. */
class FileCostTest {

    private static final FileInspector INSPECTOR = new FileInspector();
    private static final int LENGTH = 60_000;

    /** For each character: it is read as CSV in twenty ways, and the result shown. */
    private static final int BYTES = 4_000;

    static Stream<String> shapes() {
        return Stream.concat(
                Growth.SHAPES.stream(),
                Stream.of("a,", "a;b\n", "\"a\n", "'a',", "a\\\n", "\"\"", "a@b.\n", "1,2\n", "{\"a\":1}\n", "\t|"));
    }

    private static void inspect(String text) {
        try {
            INSPECTOR.inspect(FileSource.of(text.getBytes(StandardCharsets.UTF_8)), FileOptions.NONE, Extent.WHOLE);
        } catch (UnreadableFileException e) {
            // Refused, as most are.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void twice_the_file_is_at_most_two_and_a_half_times_the_work(String piece) {
        assertThat(Growth.of(FileCostTest::inspect, piece, LENGTH)).isLessThan(2.5);
        assertThat(Growth.allocated(FileCostTest::inspect, piece.repeat(LENGTH / piece.length())))
                .isLessThan((long) BYTES * LENGTH);
    }

    @Test
    void what_is_too_long_for_a_name_is_not_compared_with_names() {
        KnownColumns known = KnownColumns.load();
        assertThat(known.knows("Review  TEXT")).isTrue();
        assertThat(known.knows("Review " + " ".repeat(300) + "text")).isFalse();
        assertThat(known.textTier("text" + "\u0301\u0323".repeat(300))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jane.doe@mail.example.com, CODE",
        "a@b.c, CODE",
        "a@b.c., CODE",
        "a@.b, WORD",
        "a@b, WORD",
        "a@b., WORD",
        "@b.c, WORD",
        "a@b@c.d, WORD",
        "https://example.com/x, CODE"
    })
    void addresses_are_no_text(String cell, CellKind kind) {
        assertThat(CellKind.of(cell)).isEqualTo(kind);
    }

    @Test
    void an_address_of_dots_is_none() {
        assertThat(CellKind.of("a@" + ".".repeat(1_990) + "@")).isEqualTo(CellKind.WORD);
    }
}
