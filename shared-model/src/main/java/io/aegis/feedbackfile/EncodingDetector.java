/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells how the characters of a text are bytes. In this order: what the sender says (a byte order mark outweighs it), the
 * mark, zeros where UTF-16 and UTF-32 have them, UTF-8 that is well-formed or nearly so; else what ICU finds in its statistics, corrected where
 * its answer puts symbols within words.
 */
final class EncodingDetector {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
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

    /** Of Windows and of its predecessors: ICU does not know the last two, and takes the first for its cousins. */
    private static final List<String> OTHERS = List.of("windows-1252", "IBM850", "x-MacRoman");

    /** What ICU calls by the name of the smaller character set of two. */
    private static final Map<String, String> LARGER = Map.of(
            "ISO-8859-1", "windows-1252",
            "ISO-8859-7", "windows-1253",
            "ISO-8859-9", "windows-1254");

    /** Text has at least so many letters, digits, blanks and usual signs. */
    private static final double PLAUSIBLE = .9;

    /** In UTF-16 and UTF-32 more of the bytes of any alphabet are zero; ideographs are not well-formed UTF-8. */
    private static final double STRAY = .1;

    /** A character of another set is hardly ever well-formed UTF-8: so many that are, for each byte that is not, are no chance. */
    private static final int MOSTLY = 4;

    private static final int LOOKED_AT = 1 << 16;
    private static final char FIRST_OF_THE_EAST = 0x2E80;
    private static final double PERCENT = 100;

    /** Confidence in a guess that was corrected. */
    private static final double CORRECTED = .4;

    /** Two guesses whose confidence differs less are as good as each other. */
    private static final double CLOSE = .05;

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
        Optional<Encoding> utf8 = utf8(head, samples);
        if (utf8.isPresent()) {
            return utf8;
        }
        if (FileKind.isBinary(looked)) {
            return Optional.empty();
        }
        return Optional.of(statistics(isAscii(looked) ? samples(head, samples) : looked));
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
    private static Optional<String> decoded(Charset charset, byte[] bytes) {
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

    private static Encoding statistics(byte[] bytes) {
        Map<String, Double> candidates = new LinkedHashMap<>();
        for (CharsetMatch match : new CharsetDetector().setText(bytes).detectAll()) {
            String name = LARGER.getOrDefault(match.getName(), match.getName());
            if (isUsable(name)) {
                double confidence = match.getConfidence() / PERCENT;
                if (name.equals("ISO-8859-2")) {
                    // Where both fit, it is the one of Windows.
                    candidates.putIfAbsent("windows-1250", confidence);
                }
                candidates.putIfAbsent(name, confidence);
            }
        }
        OTHERS.forEach(name -> candidates.putIfAbsent(name, 0.));
        String first = candidates.keySet().iterator().next();
        String best = first;
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<String, Double> each : candidates.entrySet()) {
            int odd = decoded(Charset.forName(each.getKey()), bytes)
                    .map(EncodingDetector::oddities)
                    .orElse(Integer.MAX_VALUE);
            boolean western = each.getKey().equals("windows-1252") && odd == fewest && isClose(candidates, best);
            if (odd < fewest || western) {
                fewest = odd;
                best = each.getKey();
            }
        }
        if (fewest == Integer.MAX_VALUE) {
            return new Encoding(WINDOWS_1252, 0, 0, "no character set fits; the most usual one is taken");
        }
        double confidence = candidates.getOrDefault(best, 0.);
        return best.equals(first)
                ? new Encoding(Charset.forName(best), 0, confidence, "the statistics of its letters")
                : new Encoding(
                        Charset.forName(best),
                        0,
                        Math.max(confidence, CORRECTED),
                        "the statistics of its letters, and that no symbols stand within words");
    }

    /** Whether statistics that hardly prefer another set may be outweighed by the one that is most usual. */
    private static boolean isClose(Map<String, Double> candidates, String best) {
        return candidates.getOrDefault(best, 0.) - candidates.getOrDefault("windows-1252", 0.) < CLOSE;
    }

    /** Sets whose separators and line ends are those of ASCII; the wide ones were looked for before. */
    private static boolean isUsable(String name) {
        return !name.startsWith("UTF-")
                && !name.startsWith("IBM42")
                && !name.startsWith("ISO-2022")
                && Charset.isSupported(name);
    }

    /** How often a character beyond ASCII stands where the words of no language have it. */
    private static int oddities(String text) {
        int odd = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                char before = i > 0 ? text.charAt(i - 1) : ' ';
                char behind = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
                odd += oddity(before, character, behind);
            }
        }
        return odd;
    }

    private static int oddity(char before, char character, char behind) {
        if (Character.isISOControl(character) || (character >= 0x2500 && character < 0x25A0)) {
            return 2;
        }
        if (character >= FIRST_OF_THE_EAST) {
            // Ideographs and their signs, amid Latin letters.
            return isLatin(before) || isLatin(behind) ? 1 : 0;
        }
        if (Character.isLetter(character)) {
            return Character.isUpperCase(character) && Character.isLowerCase(before) ? 1 : 0;
        }
        boolean within = Character.isLetter(before) && Character.isLetter(behind);
        return within && character != '’' && character != '\u00AD' ? 1 : 0;
    }

    private static boolean isLatin(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
