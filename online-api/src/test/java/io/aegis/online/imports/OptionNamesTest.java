/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionNamesTest {

    @ParameterizedTest
    @CsvSource({
        "colum, column",
        "Column, column",
        "columns, column",
        "seperator, separator",
        "separater, separator",
        "delimiter, separator",
        "char_set, charset",
        "charste, charset",
        "encoding, charset",
        "headerrow, header_row",
        "header-row, header_row",
        "header, header_row",
        "sheet_name, sheet",
        "formats, format",
        "map_channel, map.channel",
        "map.chanel, map.channel",
        "map[customer_ref], map.customer_ref"
    })
    void a_misspelt_name_is_refused_with_the_nearest(String name, String option) {
        assertThat(OptionNames.nearest(name)).contains(option);
        assertThatThrownBy(() -> OptionNames.refuseMisspelt(name)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "column",
                "map.author",
                "force",
                "file",
                "file_name",
                "view",
                "other",
                "wrong",
                "submit",
                "_csrf",
                "x",
                ""
            })
    void other_names_are_let_pass(String name) {
        assertThat(OptionNames.nearest(name)).isEmpty();
        assertThatCode(() -> OptionNames.refuseMisspelt(name)).doesNotThrowAnyException();
    }

    @Test
    void what_is_too_long_for_a_name_is_not_compared() {
        assertThat(OptionNames.nearest("column".repeat(1_000))).isEmpty();
        assertThat(OptionNames.distance("", "abc")).isEqualTo(3);
        assertThat(OptionNames.distance("charste", "charset")).isEqualTo(1);
        assertThat(OptionNames.distance("force", "format")).isEqualTo(3);
    }
}
