/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.util.Set;

/**
 * Tells what a text is written in: by its script where few languages share one, else by its words and the letters of its
 * words. Texts of the eight languages {@code de fr es it pt nl pl tr} are told from English from two or three words on, and
 * of {@code sv da no fi cs ro id} when there is more to go by; what is called foreign is so but for one English text in
 * some thousands. Looks at the beginning of a text only, and so
 * takes tens of microseconds at most. Immutable, thread-safe.
 */
public final class LanguageDetector {

    /** The most that the letters of one word count for or against English, in nats: names are no language. */
    private static final double MOST_OF_A_WORD = 3;

    private static final double KNOWN_WORD = 2;
    private static final double ENGLISH_WORD = -2.5;
    private static final double SHARED_WORD = 0.5;
    private static final double OTHER_LANGUAGES_WORD = -0.5;

    /** From here on, downwards, a text is English whatever follows. */
    private static final double CLEARLY_ENGLISH = -30;

    private static final double BY_TWO_WORDS = 4.5;
    private static final double BY_ONE_WORD = 6;
    private static final double ALL_WORDS = 4;
    private static final double BY_LETTERS_ALONE = 14;
    private static final double LIKE_ENGLISH = -2;
    /** So many words with accents are no English, whatever they are. */
    private static final int ACCENTED_WORDS = 3;

    /** Single letters are half of what faces are made of. */
    private static final int SHORTEST_WORD = 2;

    /** Languages that more customers write in than in others: of the others there has to be more evidence. */
    private static final Set<String> COMMON = Set.of("de", "fr", "es", "it", "pt", "nl", "pl", "tr");

    private static final double UNCOMMON = -4;

    private final LetterStatistics letters;
    private final LanguageWords words;
    /** Where the scores of languages begin. */
    private final double[] start;

    LanguageDetector(LetterStatistics letters, LanguageWords words) {
        this.letters = letters;
        this.words = words;
        start = letters.languages().stream()
                .mapToDouble(language -> COMMON.contains(language) ? 0 : UNCOMMON)
                .toArray();
    }

    /** A detector by the tables that come with the product. */
    public static LanguageDetector load() {
        LetterStatistics letters = LetterStatistics.load();
        return new LanguageDetector(letters, LanguageWords.load(letters.languages()));
    }

    /** The language of a text of any length. */
    public DetectedLanguage detect(String text) {
        Balance balance = new Balance();
        ScriptCensus scripts = WrittenWords.read(text, balance::weigh);
        if (balance.clearlyEnglish()) {
            return DetectedLanguage.ENGLISH;
        }
        return scripts.language().orElseGet(() -> balance.decide(scripts.accented()));
    }

    /** The evidence for each language against English, in nats. */
    private final class Balance {

        private final double[] scores;
        private final double[] ofWord;
        private final int[] known;
        private int count;
        private int english;

        Balance() {
            scores = start.clone();
            ofWord = new double[scores.length];
            known = new int[scores.length];
        }

        /** Weighs a word; tells whether more words may change anything. */
        boolean weigh(String word) {
            if (word.length() >= SHORTEST_WORD) {
                add(word);
            }
            return !clearlyEnglish();
        }

        private void add(String word) {
            count++;
            letters.weigh(word, ofWord);
            int languages = words.of(word);
            boolean isEnglish = LanguageWords.inEnglish(languages);
            english += isEnglish ? 1 : 0;
            for (int i = 0; i < scores.length; i++) {
                double byLetters = Math.clamp(ofWord[i], -MOST_OF_A_WORD, MOST_OF_A_WORD);
                if (LanguageWords.in(languages, i)) {
                    scores[i] +=
                            isEnglish ? Math.clamp(byLetters, 0, SHARED_WORD) : Math.max(byLetters, 0) + KNOWN_WORD;
                    known[i] += isEnglish ? 0 : 1;
                } else if (isEnglish) {
                    scores[i] += Math.min(byLetters, 0) + ENGLISH_WORD;
                } else {
                    scores[i] += byLetters + (languages == 0 ? 0 : OTHER_LANGUAGES_WORD);
                }
            }
        }

        boolean clearlyEnglish() {
            return scores[best()] < CLEARLY_ENGLISH;
        }

        private int best() {
            int best = 0;
            for (int i = 1; i < scores.length; i++) {
                best = scores[i] > scores[best] ? i : best;
            }
            return best;
        }

        DetectedLanguage decide(int accented) {
            int best = best();
            boolean common = start[best] == 0;
            int accentedWord = common && accented > (english == 0 ? 0 : 1) ? 1 : 0;
            boolean byLetters = common && english == 0 && scores[best] >= BY_LETTERS_ALONE;
            if (byLetters || isForeign(scores[best], known[best] + accentedWord)) {
                return DetectedLanguage.foreign(letters.languages().get(best));
            }
            if (english == 0 && accented >= ACCENTED_WORDS && accented * 2 > count) {
                return DetectedLanguage.OTHER;
            }
            return english > 0 || (count > 0 && scores[best] <= LIKE_ENGLISH)
                    ? DetectedLanguage.ENGLISH
                    : DetectedLanguage.UNKNOWN;
        }

        private boolean isForeign(double score, int knownWords) {
            return (knownWords > 1 && score >= BY_TWO_WORDS)
                    || (knownWords == 1 && score >= BY_ONE_WORD)
                    || (count > 0 && knownWords >= count && score >= ALL_WORDS);
        }
    }
}
