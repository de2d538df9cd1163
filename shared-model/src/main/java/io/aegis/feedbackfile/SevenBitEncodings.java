/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the encodings that have no byte beyond ASCII, and so pass for ASCII: those of ISO 2022 (RFC 1468, 1557, 1922), by the
 * escapes that they begin with, and UTF-7 (RFC 2152), by its groups of base 64.
 */
final class SevenBitEncodings {

    private static final char ESCAPE = '\u001B';

    /** What a text in one of them has in it, and no other text has. */
    private static final List<Escape> ESCAPES = List.of(
            new Escape(ESCAPE + "$)C", "ISO-2022-KR"),
            new Escape(ESCAPE + "$)A", "ISO-2022-CN"),
            new Escape(ESCAPE + "$)G", "ISO-2022-CN"),
            new Escape(ESCAPE + "$B", "ISO-2022-JP"),
            new Escape(ESCAPE + "$@", "ISO-2022-JP"),
            new Escape(ESCAPE + "$(D", "ISO-2022-JP"),
            new Escape(ESCAPE + "(J", "ISO-2022-JP"),
            new Escape(ESCAPE + "(I", "ISO-2022-JP"));

    /** A plus sign of UTF-7 begins letters that ASCII lacks, or stands for itself before a minus sign. */
    private static final Pattern SHIFTED = Pattern.compile("\\+([A-Za-z0-9+/]{0,4000}+)(-?)");

    private static final int LETTERS = 2;
    private static final int UNIT = 16;
    private static final int SIXTH = 6;

    private record Escape(String sign, String charset) {}

    private SevenBitEncodings() {}

    /** The encoding of ISO 2022 that a text of ASCII is really in. */
    static Optional<Charset> iso2022(byte[] ascii) {
        String text = new String(ascii, StandardCharsets.US_ASCII);
        return text.indexOf(ESCAPE) < 0
                ? Optional.empty()
                : ESCAPES.stream()
                        .filter(each -> text.contains(each.sign()) && Charset.isSupported(each.charset()))
                        .findFirst()
                        .map(each -> Charset.forName(each.charset()));
    }

    /** Whether every plus sign of a text of ASCII is one of UTF-7, and they make several letters. */
    static boolean isUtf7(byte[] ascii) {
        String text = new String(ascii, StandardCharsets.US_ASCII);
        Matcher shifted = SHIFTED.matcher(text);
        int letters = 0;
        while (shifted.find()) {
            String group = shifted.group(1);
            boolean itself = group.isEmpty() && !shifted.group(2).isEmpty();
            int found = itself || shifted.end() == text.length() ? 0 : letters(group);
            if (found < 0) {
                return false;
            }
            letters += found;
        }
        return letters >= LETTERS;
    }

    /** Letters beyond ASCII that a group is; below 0 when it is none of UTF-7. */
    private static int letters(String group) {
        int rest = group.length() * SIXTH % UNIT;
        if (group.isEmpty() || rest >= SIXTH) {
            return -1;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(group);
        } catch (IllegalArgumentException e) {
            return -1;
        }
        int whole = group.length() * SIXTH / UNIT * 2;
        for (int i = whole; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return -1;
            }
        }
        try {
            String text = StandardCharsets.UTF_16BE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, whole))
                    .toString();
            boolean readable = text.codePoints().allMatch(each -> each >= 0xA0 && Character.isDefined(each));
            boolean usual =
                    text.codePoints().allMatch(each -> Character.isLetter(each) || (each >= 0x2010 && each < 0x2100));
            return readable ? (usual ? (int) text.codePoints().count() : 0) : -1;
        } catch (CharacterCodingException e) {
            return -1;
        }
    }
}
