/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static io.aegis.feedbackfile.GivenFiles.INSPECTOR;
import static io.aegis.feedbackfile.GivenFiles.bytes;
import static io.aegis.feedbackfile.GivenFiles.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is deep, broken or none. */
class HostileJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":[", "{\"a\":{\"b\":["})
    void json_that_nests_without_end_is_refused_by_name(String opening) {
        for (int times : new int[] {100, 20_000, 200_000}) {
            refused(bytes(opening.repeat(times)), "JSON");
        }
    }

    @Test
    void a_text_in_brackets_is_no_json() throws IOException {
        assertThat(INSPECTOR
                        .inspect(
                                FileSource.of(bytes("[urgent] [billing] charged twice\n[ux] where is the button\n")),
                                FileOptions.NONE,
                                Extent.WHOLE)
                        .layout()
                        .format())
                .isEqualTo(FileFormat.CSV);
    }

    @Test
    void json_that_is_deep_or_broken_is_refused() {
        refused(bytes("[{\"a\":" + "[".repeat(100_000)), "nests more than 50 values");
        refused(bytes("[{\"text\":\"one\"},{\"text\":\"two\"}"), "ends in the middle");
        refused(bytes("[{\"text\":\"one\"},{\"text\" \"two\"}]"), "not well-formed behind element");
        assertThatThrownBy(() ->
                        INSPECTOR.inspect(FileSource.of(bytes("{}")), FileRows.options("format", "json"), Extent.WHOLE))
                .hasMessageContaining("no list of records");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("{}\n{}\n")), FileRows.options("format", "jsonl"), Extent.WHOLE))
                .hasMessageContaining("no objects with fields");
        assertThatThrownBy(() -> INSPECTOR.inspect(
                        FileSource.of(bytes("{\"text\":\"a b c\"}\n")),
                        FileRows.options("header_row", "1"),
                        Extent.WHOLE))
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void lines_that_are_no_json_are_rejected() throws IOException {
        FileRows rows = FileRows.of("""
                {"text":"one of them"}
                {"text":
                null

                {"text":"a"} {"text":"b"}
                {"other":1}
                {"text":["x","y",{"z":1}],"deep":{"a":{"b":{"c":1}}}}
                """);
        assertThat(rows.texts()).containsExactly("one of them", "", "x, y");
        assertThat(rows.rejected()).hasSize(2);
        assertThat(rows.empty()).isEqualTo(1);
    }
}
