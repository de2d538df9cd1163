/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.aegis.feedbackfile.LetterFrequencies.Language;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Guesses the character set of a text: the one in which it is the likeliest text of some language, by the frequencies of
 * letters ({@link LetterFrequencies}). What ICU finds in its statistics counts a little too. Where another set makes a text of
 * the same bytes that is hardly less likely, the guess says so.
 */
final class EncodingStatistics {

    private static final LetterFrequencies FREQUENCIES = LetterFrequencies.load();
    private static final Map<Charset, List<Candidate>> CANDIDATES = candidates();

    /** Bits that a letter costs more in a text of several languages than in the one that has it most often. */
    private static final int MIXED = 3;

    /** Bits that the best guess of ICU is worth at most: less than two letters are. */
    private static final double ICU = 3;

    private static final double PERCENT = 100;

    /** Bits by which a text has to be likelier than any other that its bytes could be: the odds are then 1 to 64. */
    private static final double SURE = 6;

    /** Bits of a lead that make a confidence of one half. */
    private static final double HALF = 8;

    private static final int MOST_RIVALS = 3;

    /** Sets of East Asia that have other alphabets too, in which hardly anybody writes them. */
    private static final List<Charset> EASTERN = Stream.of("GB18030", "Shift_JIS", "Big5", "EUC-KR")
            .map(Charset::forName)
            .toList();

    /** Share of the characters beyond ASCII that are letters of another alphabet in a text that is written in it. */
    private static final double ALPHABET = .9;

    /** A language in a character set, and the bits that this costs. */
    private record Candidate(Language language, int cost) {}

    /** A reading of the bytes, and the bits that it takes. */
    private record Reading(Charset charset, DecodedText text, double bits) {}

    private EncodingStatistics() {}

    private static Map<Charset, List<Candidate>> candidates() {
        Map<Charset, List<Candidate>> all = new LinkedHashMap<>();
        for (Language language : FREQUENCIES.languages()) {
            language.charsets()
                    .forEach((charset, cost) ->
                            all.computeIfAbsent(charset, _ -> new ArrayList<>()).add(new Candidate(language, cost)));
        }
        all.values().forEach(languages -> {
            if (languages.size() > 1) {
                languages.add(mixed(languages));
            }
        });
        return all;
    }

    /** Several languages in one text. */
    private static Candidate mixed(List<Candidate> languages) {
        Map<Character, Integer> bits = new HashMap<>();
        languages.forEach(
                each -> each.language().bits().forEach((letter, cost) -> bits.merge(letter, cost + MIXED, Math::min)));
        int cost = languages.stream().mapToInt(Candidate::cost).min().orElse(0);
        return new Candidate(new Language(Map.of(), bits, Set.of()), cost + MIXED);
    }

    /** The best guess, with how sure it is, why, and what else it could be. */
    static Encoding guess(byte[] bytes) {
        Map<Charset, Double> votes = votes(bytes);
        List<Reading> readings = new ArrayList<>();
        CANDIDATES.forEach((charset, languages) -> {
            DecodedText text = DecodedText.of(bytes, charset);
            double bits = languages.stream()
                    .mapToDouble(each -> each.cost() + text.bits(each.language()))
                    .min()
                    .orElseThrow();
            readings.add(new Reading(charset, text, bits - ICU * votes.getOrDefault(charset, 0.)));
        });
        readings.sort(Comparator.comparingDouble(Reading::bits));
        Reading best = readings.getFirst();
        List<Reading> others = others(readings);
        double lead = others.getFirst().bits() - best.bits();
        boolean foreign = best.text().isForeign(best.bits());
        return new Encoding(
                best.charset(),
                0,
                foreign ? 0 : lead / (lead + HALF),
                "in it the text is likeliest, by how often letters are in languages",
                Stream.concat(
                                alphabetic(bytes, best.text().text()).stream(),
                                others.stream()
                                        .filter(each -> foreign || each.bits() - best.bits() < SURE)
                                        .filter(each -> each.text().differsFrom(best.text()))
                                        .limit(MOST_RIVALS)
                                        .map(each -> each.charset().name()))
                        .distinct()
                        .limit(MOST_RIVALS)
                        .toList());
    }

    /** A set of East Asia in which the bytes are Cyrillic or Greek, where they were taken for something else. */
    private static Optional<String> alphabetic(byte[] bytes, String best) {
        for (Charset charset : EASTERN) {
            Optional<String> text = EncodingDetector.decoded(charset, bytes).filter(EncodingStatistics::isAlphabetic);
            if (text.isPresent()) {
                return isAlphabetic(best) ? Optional.empty() : Optional.of(charset.name());
            }
        }
        return Optional.empty();
    }

    private static boolean isAlphabetic(String text) {
        int[] beyond = text.codePoints().filter(each -> each > 0x7F).toArray();
        long letters = Arrays.stream(beyond)
                .mapToObj(Character.UnicodeScript::of)
                .filter(each -> each == Character.UnicodeScript.CYRILLIC || each == Character.UnicodeScript.GREEK)
                .count();
        return beyond.length > 1 && letters >= beyond.length * ALPHABET;
    }

    /** Readings that make another text than the best, each text once. */
    private static List<Reading> others(List<Reading> readings) {
        Set<String> texts = new HashSet<>();
        List<Reading> others = new ArrayList<>();
        for (Reading each : readings) {
            if (texts.add(each.text().text()) && texts.size() > 1) {
                others.add(each);
            }
        }
        return others;
    }

    /** What ICU takes the bytes for, 0 to 1. */
    private static Map<Charset, Double> votes(byte[] bytes) {
        Map<Charset, Double> votes = new HashMap<>();
        for (CharsetMatch match : new CharsetDetector().setText(bytes).detectAll()) {
            String name = switch (match.getName()) {
                case "ISO-8859-1" -> "windows-1252";
                case "ISO-8859-2" -> "windows-1250";
                case "ISO-8859-7" -> "windows-1253";
                case "ISO-8859-9" -> "windows-1254";
                default -> match.getName();
            };
            if (Charset.isSupported(name)) {
                votes.merge(Charset.forName(name), match.getConfidence() / PERCENT, Math::max);
            }
        }
        return votes;
    }
}
