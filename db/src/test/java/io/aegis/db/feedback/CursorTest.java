/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Property
    void a_cursor_comes_back_as_it_went(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @LongRange(min = 0, max = 999_999) long micro,
            @ForAll long high,
            @ForAll long low) {
        Cursor cursor = new Cursor(Instant.ofEpochSecond(second, micro * 1000), new UUID(high, low));
        assertThat(Cursor.parse(cursor.format())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA", "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text))
                .isInstanceOf(BadCursorException.class)
                .hasMessage("not a cursor of this list");
    }

    @Property
    void bytes_are_either_a_cursor_that_the_database_can_take_or_refused(@ForAll @Size(24) byte[] tail) {
        byte[] bytes = new byte[25];
        bytes[0] = 1;
        System.arraycopy(tail, 0, bytes, 1, 24);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Throwable refusal =
                catchThrowable(() -> assertThat(Cursor.parse(text).format()).isEqualTo(text));
        if (refusal != null) {
            assertThat(refusal).isInstanceOf(BadCursorException.class);
        }
    }

    @Property
    void any_text_is_a_cursor_or_refused(@ForAll String text) {
        Throwable refusal = catchThrowable(() -> assertThat(Cursor.parse(text)).isNotNull());
        if (refusal != null) {
            assertThat(refusal).isInstanceOf(BadCursorException.class);
        }
    }
}
