/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileOptionsTest {

    @Test
    void options_that_say_the_same_are_the_same() {
        FileOptions one = FileRows.options(
                "format",
                "TSV",
                "charset",
                "latin1",
                "separator",
                "\\t",
                "header_row",
                "02",
                "column",
                " Text ",
                "map.channel",
                "Via",
                "sheet",
                " ",
                "force",
                "true");
        FileOptions other = FileRows.options(
                "format",
                "csv",
                "charset",
                "ISO-8859-1",
                "separator",
                "Tab",
                "header_row",
                "2",
                "column",
                "Text",
                "map.channel",
                "Via");
        assertThat(one).isEqualTo(other);
        assertThat(one.toMap())
                .isEqualTo(Map.of(
                        "format",
                        "csv",
                        "charset",
                        "ISO-8859-1",
                        "separator",
                        "tab",
                        "header_row",
                        "2",
                        "column",
                        "Text",
                        "map.channel",
                        "Via"));
        assertThat(FileOptions.of(one.toMap())).isEqualTo(one);
        assertThat(FileOptions.fromJson(one.toJson())).isEqualTo(one);
        assertThat(FileOptions.NONE.toMap()).isEmpty();
    }

    @Test
    void later_options_outweigh_earlier_ones() {
        FileOptions both = FileRows.options("column", "a", "map.rating", "r")
                .with(FileRows.options("column", "b", "map.author", "x", "sheet", "2"));
        assertThat(both).isEqualTo(FileRows.options("column", "b", "map.rating", "r", "map.author", "x", "sheet", "2"));
    }

    @Test
    void names_of_options_are_known() {
        assertThat(FileOptions.isOption("separator")).isTrue();
        assertThat(FileOptions.isOption("map.channel")).isTrue();
        assertThat(FileOptions.isOption("force")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "format,docx,must be csv",
        "charset,latin-99,must be a known character set",
        "charset,a b,must be a known character set",
        "separator,ab,must be one character",
        "separator,x,must be one character",
        "separator,é,must be one character",
        "header_row,-1,must be a line",
        "header_row,99999,must be a line",
        "header_row,1000000,must be a line",
        "map.colour,x,must be one of map.channel",
        "map.colour,'',must be one of map.channel",
        "map.chanel,x,must be one of map.channel",
        "map.,x,must be one of map.channel"
    })
    void other_values_are_refused(String option, String value, String problem) {
        InvalidOptionException refusal =
                catchThrowableOfType(InvalidOptionException.class, () -> FileRows.options(option, value));
        assertThat(refusal.option()).isEqualTo(option);
        assertThat(refusal.problem()).startsWith(problem);
    }

    @Test
    void names_of_columns_are_not_endless() {
        assertThat(catchThrowableOfType(
                                InvalidOptionException.class, () -> FileRows.options("column", "x".repeat(1001)))
                        .option())
                .isEqualTo("column");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {",!comma", ";!semicolon", "|!pipe", "#!#", "^!^", "none!none", "PIPE!pipe"})
    void a_separator_is_a_sign_or_a_name(String value, String name) {
        assertThat(FileRows.options("separator", value).toMap()).containsEntry("separator", name);
    }
}
