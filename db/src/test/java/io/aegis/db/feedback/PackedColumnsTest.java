/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedColumnsTest {

    @Property
    void each_column_comes_back_in_its_turn(
            @ForAll Status status,
            @ForAll long number,
            @ForAll double decimal,
            @ForAll boolean truth,
            @ForAll @LongRange(min = -62_135_596_800_000_000L, max = 253_402_300_799_999_999L) long micros) {
        PackedColumns words = new PackedColumns(
                String.join(" ", status.name(), "" + number, "" + decimal, truth ? "1" : "0", "" + micros));

        assertThat(words.constant(List.of(Status.values()))).isEqualTo(status);
        assertThat(words.number()).isEqualTo(number);
        assertThat(words.decimal()).isEqualTo(decimal);
        assertThat(words.truth()).isEqualTo(truth);
        assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, words.moment())).isEqualTo(micros);
    }

    @Property
    void short_decimals_are_read_to_the_last_bit(
            @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long digits,
            @ForAll @IntRange(max = 15) int decimals) {
        String text = BigDecimal.valueOf(digits, decimals).toPlainString();
        assertThat(new PackedColumns(text).decimal()).as(text).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1",
                "0.5",
                "-0.4753",
                "1e-17",
                "4.9e-324",
                "123456789012345678",
                "0.30000000000000004"
            })
    void decimals_of_all_shapes_are_read(String text) {
        assertThat(new PackedColumns(text).decimal()).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1.2.3", "x"})
    void what_is_no_decimal_is_refused(String text) {
        assertThatThrownBy(() -> new PackedColumns(text).decimal()).isInstanceOf(NumberFormatException.class);
    }

    @Property
    void texts_behind_the_words_come_back_whatever_is_in_them(
            @ForAll String one, @ForAll String two, @ForAll long word) {
        // Halves of a pair that meet count as one; no text of ours has halves.
        Assume.that(one.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        int length = one.codePointCount(0, one.length());
        PackedColumns packed = new PackedColumns(word + " " + length + " " + one + two);

        assertThat(packed.number()).isEqualTo(word);
        assertThat(packed.text((int) packed.number())).isEqualTo(one);
        assertThat(packed.rest()).isEqualTo(two);
    }

    @Test
    void an_id_comes_back_and_a_dash_is_none() {
        UUID id = UUID.fromString("0199aabb-ccdd-7000-8000-0123456789ab");
        PackedColumns packed = new PackedColumns("- " + id + " 7");

        assertThat(packed.uuid()).isEmpty();
        assertThat(packed.uuid()).contains(id);
        assertThat(packed.number()).isEqualTo(7);
    }

    @Test
    void after_the_last_column_there_is_nothing_to_read() {
        PackedColumns words = new PackedColumns("7");
        words.number();
        assertThatThrownBy(words::number).isInstanceOf(NumberFormatException.class);
    }
}
