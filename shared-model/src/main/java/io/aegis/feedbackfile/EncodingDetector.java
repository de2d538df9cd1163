/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells how the characters of a text are bytes. In this order: what the sender says (a byte order mark outweighs it), the
 * mark, zeros where UTF-16 and UTF-32 have them, the escapes of ISO 2022, UTF-8 that is well-formed or nearly so; else the
 * set in which the text is likeliest one of some language.
 */
final class EncodingDetector {

    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    private static final List<Mark> MARKS = List.of(
            new Mark(UTF_32LE, 0xFF, 0xFE, 0, 0),
            new Mark(UTF_32BE, 0, 0, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
            new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
            new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF));

    private static final List<Charset> WIDE =
            List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, UTF_32LE, UTF_32BE);

    /** Text has at least so many letters, digits, blanks and usual signs. */
    private static final double PLAUSIBLE = .9;

    /** In UTF-16 and UTF-32 more of the bytes of any alphabet are zero; ideographs are not well-formed UTF-8. */
    private static final double STRAY = .1;

    /** A character of another set is hardly ever well-formed UTF-8: so many that are, for each byte that is not, are no chance. */
    private static final int MOSTLY = 3;

    private static final int LOOKED_AT = 1 << 16;

    /** As many bytes tell a character set as surely as more would; each set reads them. */
    private static final int SAMPLED = 1 << 14;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Mark(Charset charset, int... bytes) {

        boolean begins(byte[] head) {
            if (head.length < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (Byte.toUnsignedInt(head[i]) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private EncodingDetector() {}

    /**
     * Looks at the beginning of a file.
     *
     * @param asked what the sender says
     * @param samples more of the file, from where its first characters beyond ASCII are; may be empty
     * @return empty when it is no text
     */
    static Optional<Encoding> detect(byte[] head, byte[] samples, Optional<Charset> asked) {
        Optional<Mark> mark = MARKS.stream().filter(each -> each.begins(head)).findFirst();
        if (mark.isPresent()) {
            return Optional.of(
                    new Encoding(mark.get().charset(), mark.get().bytes().length, 1, "the file begins with its mark"));
        }
        if (asked.isPresent()) {
            return Optional.of(new Encoding(ordered(asked.get(), head), 0, 1, "as asked for"));
        }
        byte[] looked = head.length > LOOKED_AT ? Arrays.copyOf(head, LOOKED_AT) : head;
        if (hasZero(looked) && !hasStrayZeros(looked)) {
            return wide(looked);
        }
        Optional<Encoding> escaped = escaped(head).or(() -> isAscii(head) ? escaped(samples) : Optional.empty());
        if (escaped.isPresent()) {
            return escaped;
        }
        Optional<Encoding> utf8 = utf8(head, samples);
        if (utf8.isPresent()) {
            return utf8;
        }
        if (FileKind.isBinary(looked)) {
            return Optional.empty();
        }
        return Optional.of(EncodingStatistics.guess(sampled(isAscii(looked) ? samples(head, samples) : looked)));
    }

    private static Optional<Encoding> escaped(byte[] bytes) {
        return isAscii(bytes)
                ? SevenBitEncodings.iso2022(bytes)
                        .map(charset -> new Encoding(charset, 0, 1, "its escapes are in the text"))
                : Optional.empty();
    }

    /** Of more than is needed lines with characters beyond ASCII. */
    private static byte[] sampled(byte[] bytes) {
        if (bytes.length <= SAMPLED) {
            return bytes;
        }
        LateCharsetSample lines = new LateCharsetSample();
        lines.pass(bytes);
        return lines.lines();
    }

    /** Where a charset has no order of bytes, the one that the text has. */
    private static Charset ordered(Charset asked, byte[] head) {
        String name = asked.name().toUpperCase(Locale.ROOT);
        if (name.equals("UTF-16") || name.equals("UTF-32")) {
            return wide(head)
                    .map(Encoding::charset)
                    .filter(found -> found.name().startsWith(name))
                    .orElse(name.equals("UTF-16") ? StandardCharsets.UTF_16BE : UTF_32BE);
        }
        return asked;
    }

    private static boolean hasZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is UTF-8 with a few zeros that some program left behind; what has more is read as what they belong to. */
    private static boolean hasStrayZeros(byte[] bytes) {
        int zeros = 0;
        for (byte each : bytes) {
            zeros += each == 0 ? 1 : 0;
        }
        return (double) zeros / bytes.length < STRAY && !FileKind.isBinary(bytes) && isUtf8(bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        return decoded(StandardCharsets.UTF_8, bytes).isPresent();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Encoding> wide(byte[] head) {
        Optional<Charset> best = Optional.empty();
        double most = PLAUSIBLE;
        for (Charset charset : WIDE) {
            double share = plausible(charset, head);
            if (share > most) {
                most = share;
                best = Optional.of(charset);
            }
        }
        double confidence = most;
        return best.map(charset -> new Encoding(charset, 0, confidence, "zeros stand where it has them"));
    }

    /** Share of characters that are letters, digits, blanks or usual signs. */
    private static double plausible(Charset charset, byte[] head) {
        Optional<String> text = decoded(charset, head);
        if (text.isEmpty() || text.get().isEmpty()) {
            return 0;
        }
        String characters = text.get();
        long usual = characters
                .codePoints()
                .filter(each -> Character.isLetterOrDigit(each)
                        || Character.isWhitespace(each)
                        || (each > ' ' && each < 0x7F)
                        || (each >= 0x2010 && each < 0x2070))
                .count();
        long all = characters.codePointCount(0, characters.length());
        // Read in the wrong order nearly all of it is ideographs, and there are no line ends.
        boolean signs = characters.chars().anyMatch(each -> each == '\n' || each == '\r' || each == ' ' || each == '<');
        return signs ? (double) usual / all : 0;
    }

    /** The text, without a character that is cut off at its end; empty when some byte is wrong. */
    static Optional<String> decoded(Charset charset, byte[] bytes) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) (bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        return decoder.decode(ByteBuffer.wrap(bytes), text, false).isError()
                ? Optional.empty()
                : Optional.of(text.flip().toString());
    }

    private static Optional<Encoding> utf8(byte[] head, byte[] samples) {
        if (!isUtf8(head)) {
            return mostlyUtf8(head);
        }
        if (!isAscii(head)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_8, 0, 1, "all characters are well-formed UTF-8"));
        }
        if (!isUtf8(samples)) {
            return mostlyUtf8(samples);
        }
        return Optional.of(new Encoding(
                StandardCharsets.UTF_8, 0, 1, "the characters looked at are the same in most sets (ASCII)"));
    }

    /** A few bytes that are wrong, pasted from elsewhere, say nothing of the others; their rows are rejected. */
    private static Optional<Encoding> mostlyUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        int wrong = 0;
        for (CoderResult result = decoder.decode(in, out, false);
                result.isError();
                result = decoder.decode(in, out, false)) {
            wrong++;
            in.position(in.position() + result.length());
        }
        long right = out.flip()
                .chars()
                .filter(each -> each > 0x7F && !Character.isLowSurrogate((char) each))
                .count();
        return right >= (long) MOSTLY * wrong
                ? Optional.of(new Encoding(
                        StandardCharsets.UTF_8,
                        0,
                        (double) right / (right + wrong),
                        "of the characters looked at that are not ASCII %d are well-formed UTF-8 and %d are not; their rows are rejected"
                                .formatted(right, wrong)))
                : Optional.empty();
    }

    private static byte[] samples(byte[] head, byte[] samples) {
        return samples.length == 0 ? head : samples;
    }
}
