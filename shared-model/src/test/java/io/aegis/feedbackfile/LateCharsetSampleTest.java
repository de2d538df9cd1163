/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LateCharsetSampleTest {

    private static byte[] latin(String text) {
        return text.getBytes(Charset.forName("windows-1252"));
    }

    @Test
    void lines_with_other_characters_are_kept_whole() {
        LateCharsetSample late = new LateCharsetSample();
        late.pass(latin("id;text\n1;plain\n2;gr"));
        late.pass(latin("ößer\n3;plain\n"));
        late.pass(latin("4;spät"));
        assertThat(late.lines()).isEqualTo(latin("2;größer\n"));
    }

    @Test
    void it_does_not_matter_how_the_file_is_cut_up() {
        byte[] file = latin("id;text\n\n1;größer\nplain\n" + "x".repeat(40_000) + "ö\n\u001b(B\n2;plain\n3;spät");
        LateCharsetSample whole = new LateCharsetSample();
        whole.pass(file);
        LateCharsetSample bytes = new LateCharsetSample();
        for (byte each : file) {
            bytes.pass(new byte[] {each});
        }
        assertThat(bytes.lines()).isEqualTo(whole.lines());
        assertThat(new String(whole.lines(), Charset.forName("windows-1252"))).startsWith("1;größer\nxxx");
    }

    @Test
    void the_last_line_counts_when_it_is_the_only_one() {
        LateCharsetSample late = new LateCharsetSample();
        assertThat(late.lines()).isEmpty();
        late.pass(latin("4;spät"));
        assertThat(late.lines()).isEqualTo(latin("4;spät"));
    }

    @Test
    void no_more_than_some_kilobytes_are_kept() {
        LateCharsetSample late = new LateCharsetSample();
        for (int i = 0; i < 5000; i++) {
            late.pass(latin("größer ".repeat(10) + "\n"));
        }
        late.pass("ö".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertThat(late.lines().length).isBetween(1 << 14, 1 << 15);
    }
}
