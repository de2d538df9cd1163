/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00e9", "\u00e9<a/>", "<a>\u00e9</a>", "<a b='\u00e9'/>", "<?xml version='1.0'?><\u00ff/>"})
    void bytes_that_are_no_utf_8_break_a_part(String part) {
        assertThatThrownBy(() -> {
                    try (PartReader reader =
                            new PartReader(new ByteArrayInputStream(part.getBytes(StandardCharsets.ISO_8859_1)))) {
                        while (reader.next()) {
                            if (reader.begins("a")) {
                                reader.text(_ -> true);
                            }
                        }
                    }
                })
                .isInstanceOf(WorkbookException.class)
                .hasMessageContaining("not well-formed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a>"})
    void what_cannot_be_read_from_its_place_is_not_called_broken(String part) {
        InputStream failing = new InputStream() {
            private final byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() throws IOException {
                if (at < bytes.length) {
                    return bytes[at++];
                }
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> {
                    try (PartReader reader = new PartReader(failing)) {
                        boolean more = reader.next();
                        while (more) {
                            more = reader.next();
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }
}
