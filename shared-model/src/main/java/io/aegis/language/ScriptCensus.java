/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the letters of each script, and tells the language of those scripts that few languages use. Letters that pass
 * for Latin ones are a disguise rather than a language, unless others of their script stand beside them, or words of
 * nothing else outweigh those that have Latin letters. Not thread-safe.
 */
final class ScriptCensus {

    /** Cyrillic and Greek letters that look like Latin ones, lower case. */
    private static final String LOOK_ALIKES =
            "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043a\u043c\u0442\u0432\u043d\u04bb\u0501\u051b\u051d"
                    + "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3";

    /** Those of them that hardly any language writes: who needs them wants to look Latin. */
    private static final String RARE_LOOK_ALIKES = "\u0455\u04bb\u0501\u051b\u051d";

    /** Single letters are half of what faces are made of. */
    private static final int SHORTEST_WORD = 2;

    private static final Set<UnicodeScript> DISGUISES = EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

    /** One letter of these says as much as so many of an alphabet. */
    private static final int LETTERS_PER_IDEOGRAPH = 3;

    private static final Set<UnicodeScript> DENSE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI);

    private static final Map<UnicodeScript, String> LANGUAGES = Map.of(
            UnicodeScript.HAN, "zh",
            UnicodeScript.HIRAGANA, "ja",
            UnicodeScript.KATAKANA, "ja",
            UnicodeScript.HANGUL, "ko",
            UnicodeScript.GREEK, "el",
            UnicodeScript.HEBREW, "he",
            UnicodeScript.THAI, "th",
            UnicodeScript.DEVANAGARI, "hi",
            UnicodeScript.CYRILLIC, "ru",
            UnicodeScript.ARABIC, "ar");

    /** Letters that of all languages of a script one has: Ukrainian, Belarusian, Serbian, Urdu, Persian. */
    private static final Map<String, String> MARKS = Map.of(
            "\u0456\u0457\u0454\u0491", "uk",
            "\u045e", "be",
            "\u0452\u0458\u0459\u045a\u045b\u045f", "sr",
            "\u0679\u0688\u0691\u06d2", "ur",
            "\u067e\u0686\u0698\u06af", "fa");

    private final Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    private final Set<UnicodeScript> sure = EnumSet.noneOf(UnicodeScript.class);
    private final Map<String, Integer> marks = new HashMap<>();
    /** Letters of words of one script that may be a disguise, whatever else of it there is. */
    private final Map<UnicodeScript, Integer> whole = new EnumMap<>(UnicodeScript.class);

    private int latin;
    /** Letters of words that are Latin in part. */
    private int disguised;

    private int inverted;

    /** The languages that it may tell, some twice. */
    static Stream<String> languages() {
        return Stream.concat(LANGUAGES.values().stream(), MARKS.values().stream());
    }

    /**
     * Counts a word.
     *
     * @return whether all of its letters are Latin
     */
    boolean add(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) < 0x80) {
            at++;
        }
        if (at == to) {
            latin += to - from;
            return true;
        }
        Map<UnicodeScript, Integer> word = new EnumMap<>(UnicodeScript.class);
        text.substring(from, to).codePoints().filter(Character::isLetter).forEach(letter -> count(letter, word));
        if (word.containsKey(UnicodeScript.LATIN) && word.keySet().stream().anyMatch(DISGUISES::contains)) {
            disguised += to - from;
            return false;
        }
        latin += word.getOrDefault(UnicodeScript.LATIN, 0);
        boolean pure = word.keySet().equals(Set.of(UnicodeScript.LATIN));
        word.remove(UnicodeScript.LATIN);
        word.forEach((script, count) -> letters.merge(script, count, Integer::sum));
        if (to - from >= SHORTEST_WORD && word.size() == 1) {
            addWhole(text.substring(from, to), word);
        }
        return pure;
    }

    private void addWhole(String written, Map<UnicodeScript, Integer> word) {
        if (written.codePoints()
                .map(Character::toLowerCase)
                .noneMatch(letter -> RARE_LOOK_ALIKES.indexOf(letter) >= 0)) {
            word.forEach((script, count) -> whole.merge(script, count, Integer::sum));
        }
    }

    private void count(int letter, Map<UnicodeScript, Integer> word) {
        UnicodeScript script = UnicodeScript.of(letter);
        int small = Character.toLowerCase(letter);
        word.merge(script, 1, Integer::sum);
        if (LOOK_ALIKES.indexOf(small) < 0) {
            sure.add(script);
        }
        MARKS.forEach((characters, language) -> {
            if (characters.indexOf(small) >= 0) {
                marks.merge(language, 1, Integer::sum);
            }
        });
    }

    /** Counts a question or exclamation mark that stands on its head. */
    void addInverted() {
        inverted++;
    }

    /** Whether there is a question or exclamation mark that stands on its head, as Spanish has them. */
    boolean hasInverted() {
        return inverted > 0;
    }

    /** The language of the letters that are not Latin, when they outweigh the Latin ones. */
    Optional<DetectedLanguage> language() {
        int weight = 0;
        UnicodeScript most = UnicodeScript.COMMON;
        for (Map.Entry<UnicodeScript, Integer> entry : letters.entrySet()) {
            UnicodeScript script = entry.getKey();
            if (sure.contains(script) || outweighsLatin(script)) {
                weight += entry.getValue() * (DENSE.contains(script) ? LETTERS_PER_IDEOGRAPH : 1);
                most = entry.getValue() > letters.getOrDefault(most, 0) ? script : most;
            }
        }
        return weight == 0 || weight < latin ? Optional.empty() : Optional.of(named(most));
    }

    /** As in Russian words that happen to have none but letters that look Latin. */
    private boolean outweighsLatin(UnicodeScript script) {
        return DISGUISES.contains(script) && whole.getOrDefault(script, 0) > latin + disguised;
    }

    private DetectedLanguage named(UnicodeScript script) {
        if (script == UnicodeScript.HAN
                && (letters.containsKey(UnicodeScript.HIRAGANA) || letters.containsKey(UnicodeScript.KATAKANA))) {
            return named(UnicodeScript.HIRAGANA);
        }
        if (!LANGUAGES.containsKey(script)) {
            return DetectedLanguage.OTHER;
        }
        boolean shared = script == UnicodeScript.CYRILLIC || script == UnicodeScript.ARABIC;
        return DetectedLanguage.foreign(shared ? marked().orElse(LANGUAGES.get(script)) : LANGUAGES.get(script));
    }

    private Optional<String> marked() {
        return marks.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
