/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the characters of a text file are bytes.
 *
 * @param charset of it
 * @param mark bytes of the byte order mark before the first character
 * @param confidence that it is so, 0 to 1
 * @param why it is taken to be so
 * @param rivals names of other character sets that it could as well be; none where it is sure enough
 */
record Encoding(Charset charset, int mark, double confidence, String why, List<String> rivals) {

    private static final String ASCII = "\t\n\r \"',;|\\azAZ09";

    /** Copies the list. */
    Encoding {
        rivals = List.copyOf(rivals);
    }

    /** How characters are bytes, without a doubt. */
    Encoding(Charset charset, int mark, double confidence, String why) {
        this(charset, mark, confidence, why, List.of());
    }

    /** Bytes of a code unit: line ends and separators are one each. */
    int width() {
        String name = charset.name();
        if (name.startsWith("UTF-16")) {
            return 2;
        }
        return name.startsWith("UTF-32") ? 4 : 1;
    }

    /** Whether the first byte of a code unit is the one that weighs least. */
    boolean littleEndian() {
        return charset.name().endsWith("LE");
    }

    /**
     * Whether separators, quotes and line ends are found in its bytes: no other character has one of them among its own.
     * Where it is not so, a text becomes UTF-8 before it is read.
     */
    boolean isSplittable() {
        if (charset.name().startsWith("UTF-")) {
            return !charset.name().equals("UTF-7");
        }
        if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1) {
            return false;
        }
        return ASCII.equals(new String(ASCII.getBytes(StandardCharsets.US_ASCII), charset));
    }

    /** A text, of which every byte has to be right. */
    String decode(byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /** A text for a person to look at. */
    String lenient(byte[] bytes) {
        return new String(bytes, charset);
    }
}
