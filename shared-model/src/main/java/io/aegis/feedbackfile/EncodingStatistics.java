/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Guesses the character set of a text by ICU's statistics of letters, corrected where the answer puts symbols within words. */
final class EncodingStatistics {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Of Windows and of its predecessors: ICU does not know the last two, and takes the first for its cousins. */
    private static final List<String> OTHERS = List.of("windows-1252", "IBM850", "x-MacRoman");

    /** What ICU calls by the name of the smaller character set of two. */
    private static final Map<String, String> LARGER = Map.of(
            "ISO-8859-1", "windows-1252",
            "ISO-8859-7", "windows-1253",
            "ISO-8859-9", "windows-1254");

    private static final char FIRST_OF_THE_EAST = 0x2E80;
    private static final double PERCENT = 100;

    /** Confidence in a guess that was corrected. */
    private static final double CORRECTED = .4;

    /** Confidence in one of so few characters that another set would do as well. */
    private static final double GUESSED = .2;

    private static final int FEW = 5;

    /** Two guesses whose confidence differs less are as good as each other. */
    private static final double CLOSE = .05;

    private EncodingStatistics() {}

    /** The best guess, with how sure it is and why. */
    static Encoding guess(byte[] bytes) {
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
            int odd = EncodingDetector.decoded(Charset.forName(each.getKey()), bytes)
                    .map(EncodingStatistics::oddities)
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
        boolean few = beyondAscii(bytes) < FEW;
        return best.equals(first)
                ? new Encoding(
                        Charset.forName(best),
                        0,
                        few ? Math.min(confidence, GUESSED) : confidence,
                        "the statistics of its letters")
                : new Encoding(
                        Charset.forName(best),
                        0,
                        few ? GUESSED : Math.max(confidence, CORRECTED),
                        "the statistics of its letters, and that no symbols stand within words");
    }

    private static int beyondAscii(byte[] bytes) {
        int count = 0;
        for (byte each : bytes) {
            count += each < 0 ? 1 : 0;
        }
        return count;
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
