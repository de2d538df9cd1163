/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void fields_may_be_quoted_and_hold_all_that_parts_fields() {
        assertThat(Csv.read("a,b\r\n\"x, \"\"y\"\"\nz\",2\n,\n"))
                .containsExactly(List.of("a", "b"), List.of("x, \"y\"\nz", "2"), List.of("", ""));
    }

    @Test
    void the_last_line_may_lack_its_end() {
        assertThat(Csv.read("a\nb")).containsExactly(List.of("a"), List.of("b"));
        assertThat(Csv.read("a,")).containsExactly(List.of("a", ""));
        assertThat(Csv.read("")).isEmpty();
    }
}
