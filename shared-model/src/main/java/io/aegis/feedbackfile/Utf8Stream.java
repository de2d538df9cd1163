/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A text of any character set, as UTF-8. What the character set does not have becomes a byte that UTF-8 does not have, so
 * that the record around it is rejected later, and no other. Not thread-safe.
 */
final class Utf8Stream extends BlockInputStream {

    private static final int SIZE = 1 << 14;
    private static final byte INVALID = (byte) 0xFF;

    private final InputStream source;
    private final CharsetDecoder decoder;
    private final ByteBuffer input = ByteBuffer.allocate(SIZE).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(SIZE);
    private ByteBuffer output = ByteBuffer.allocate(0);
    private boolean ended;
    private boolean done;

    private Utf8Stream(InputStream source, Charset charset) {
        this.source = source;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The text as UTF-8; as it is when it is in UTF-8 already, well-formed or not. */
    static InputStream of(InputStream source, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? source : new Utf8Stream(source, charset);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!output.hasRemaining()) {
            if (done) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, output.remaining());
        output.get(bytes, offset, count);
        return count;
    }

    private void decode() throws IOException {
        if (!ended && input.remaining() < SIZE / 2) {
            fill();
        }
        characters.clear();
        CoderResult result = decoder.decode(input, characters, ended);
        boolean wrong = result.isError();
        if (wrong) {
            input.position(input.position() + result.length());
        } else if (ended && result.isUnderflow()) {
            decoder.flush(characters);
            done = true;
        }
        ByteBuffer text = StandardCharsets.UTF_8.encode(characters.flip());
        output = wrong
                ? ByteBuffer.allocate(text.remaining() + 1)
                        .put(text)
                        .put(INVALID)
                        .flip()
                : text;
    }

    private void fill() throws IOException {
        input.compact();
        int count = source.read(input.array(), input.position(), input.remaining());
        if (count < 0) {
            ended = true;
        } else {
            input.position(input.position() + count);
        }
        input.flip();
    }
}
