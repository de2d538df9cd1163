/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8StreamTest {

    private static byte[] transcoded(byte[] bytes, Charset charset) throws IOException {
        try (InputStream stream = Utf8Stream.of(new ByteArrayInputStream(bytes), charset)) {
            return stream.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-15", "UTF-8"})
    void any_character_set_becomes_utf_8(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = "größer,\"é\"\n".repeat(5000);
        assertThat(new String(transcoded(text.getBytes(charset), charset), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Property(tries = 200)
    void every_text_survives(@ForAll String text) throws IOException {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(new String(
                        transcoded(whole.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE),
                        StandardCharsets.UTF_8))
                .isEqualTo(whole);
    }

    @Test
    void what_the_character_set_does_not_have_is_marked_as_broken() throws IOException {
        byte[] ascii = {'a', (byte) 0xE9, 'b', '\n', 'c'};
        assertThat(transcoded(ascii, StandardCharsets.US_ASCII)).containsExactly('a', (byte) 0xFF, 'b', '\n', 'c');
        assertThat(transcoded(new byte[] {'a', 0, 'b'}, StandardCharsets.UTF_16LE))
                .containsExactly('a', (byte) 0xFF);
    }

    @Test
    void it_can_be_read_byte_by_byte() throws IOException {
        InputStream stream =
                Utf8Stream.of(new ByteArrayInputStream(new byte[] {(byte) 0xE9}), StandardCharsets.ISO_8859_1);
        assertThat(stream.read(new byte[1], 0, 0)).isZero();
        assertThat(stream.read()).isEqualTo(0xC3);
        assertThat(stream.read()).isEqualTo(0xA9);
        assertThat(stream.read()).isEqualTo(-1);
    }
}
