/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseMessageTest {

    @Test
    void the_first_cause_speaks_on_one_line() {
        assertThat(CauseMessage.of(new IllegalStateException("outer", new IllegalStateException("inner\n  more"))))
                .isEqualTo("The database did not do it: inner more");
    }

    @Test
    void a_cause_without_words_gives_its_name() {
        assertThat(CauseMessage.of(new IllegalStateException((String) null)))
                .isEqualTo("The database did not do it: IllegalStateException");
    }
}
