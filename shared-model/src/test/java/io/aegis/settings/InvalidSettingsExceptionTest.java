/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvalidSettingsExceptionTest {

    @Test
    void one_is_said_by_itself() {
        assertThat(new InvalidSettingsException(List.of("AEGIS_PORT: must be a port")))
                .hasMessage("wrong settings:\n  AEGIS_PORT: must be a port");
    }

    @Test
    void of_many_the_last_line_says_how_many_and_which() {
        List<String> errors = IntStream.range(0, 25)
                .mapToObj(i -> "SETTING_" + i + ": must be another")
                .toList();

        assertThat(new InvalidSettingsException(errors))
                .hasMessageMatching("(?s).*\n25 settings are wrong: SETTING_0, SETTING_1, .*, SETTING_24");
    }
}
