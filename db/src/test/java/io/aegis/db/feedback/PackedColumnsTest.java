package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

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

        assertThat(words.constant(Status.class)).isEqualTo(status);
        assertThat(words.number()).isEqualTo(number);
        assertThat(words.decimal()).isEqualTo(decimal);
        assertThat(words.truth()).isEqualTo(truth);
        assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, words.moment())).isEqualTo(micros);
    }

    @Test
    void after_the_last_column_there_is_nothing_to_read() {
        PackedColumns words = new PackedColumns("7");
        words.number();
        assertThatThrownBy(words::number).isInstanceOf(NumberFormatException.class);
    }
}
