/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    private final RequestIds ids = new RequestIds(() -> "fresh");

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "019aa1b2-3c4d_5.6", "0123456789012345678901234567890123456789012345678901234567890123"})
    void what_is_safe_to_log_stays(String sent) {
        assertThat(ids.of(Optional.of(sent))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\nb", "\u00e9", "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void what_is_not_gets_a_new_one(String sent) {
        assertThat(ids.of(Optional.of(sent))).isEqualTo("fresh");
    }

    @Test
    void whoever_sends_none_gets_a_new_one() {
        assertThat(ids.of(Optional.empty())).isEqualTo("fresh");
    }
}
