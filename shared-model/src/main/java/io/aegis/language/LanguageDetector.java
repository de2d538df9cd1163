/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what a text is written in: by its script where few languages share one, else by its words and the letters of its
 * words. Texts of the eight languages {@code de fr es it pt nl pl tr} are told from English from two or three words on, and
 * of some thirty others when there is more to go by. A text of which it is not sure in which of two languages it is, or that has
 * four words of which none is English and rather foreign letters, is in no language that it knows, and foreign; what is called
 * foreign is so but for one English text in some thousands. Looks at the beginning of a text only, and so
 * takes tens of microseconds at most. Immutable, thread-safe.
 */
public final class LanguageDetector {

    /** The most that the letters of one word count for or against English, in nats: names are no language. */
    private static final int MOST_OF_A_WORD = LetterStatistics.parts(3);

    private static final int KNOWN_WORD = LetterStatistics.parts(2);
    private static final int ENGLISH_WORD = LetterStatistics.parts(-2.5);
    private static final int SHARED_WORD = LetterStatistics.parts(0.5);
    private static final int OTHER_LANGUAGES_WORD = LetterStatistics.parts(-0.5);

    /** From here on, downwards, a text is English whatever follows. */
    private static final int CLEARLY_ENGLISH = LetterStatistics.parts(-30);

    private static final int BY_TWO_WORDS = LetterStatistics.parts(4.5);
    private static final int BY_ONE_WORD = LetterStatistics.parts(6);
    private static final int ALL_WORDS = LetterStatistics.parts(4);
    private static final int BY_LETTERS_ALONE = LetterStatistics.parts(14);
    private static final int LIKE_ENGLISH = LetterStatistics.parts(-2);
    /** So many words with accents are no English, whatever they are. */
    private static final int ACCENTED_WORDS = 3;

    /** Single letters are half of what faces are made of. */
    private static final int SHORTEST_WORD = 2;

    /** Languages that more customers write in than in others: of the others there has to be more evidence. */
    private static final Set<String> COMMON = Set.of("de", "fr", "es", "it", "pt", "nl", "pl", "tr");

    private static final int UNCOMMON = LetterStatistics.parts(-4);

    /** Languages, and ways to write some in Latin letters, of which only words are known, too few to be told by name. */
    private static final Set<String> NAMELESS =
            Set.of("zu", "yo", "lb", "eo", "hi-Latn", "fa-Latn", "ar-Latn", "ru-Latn", "el-Latn", "ko-Latn");

    /** By so much a language has to be ahead of the next one. */
    private static final int MARGIN = LetterStatistics.parts(1.5);

    private static final int MARGIN_OF_COMMON = LetterStatistics.parts(0.5);

    /** So many words of which none is English are none, if their letters are rather those of another language; more all the sooner. */
    private static final int UNKNOWN_WORDS = 3;

    private static final int VERY_UNLIKE_ENGLISH = LetterStatistics.parts(7);

    private static final int UNLIKE_ENGLISH = LetterStatistics.parts(3);

    private static final int STRANGE_LETTER = LetterStatistics.parts(-4);

    private final LetterStatistics letters;
    private final LanguageWords words;
    /** Where the scores of languages begin. */
    private final int[] start;

    LanguageDetector(LetterStatistics letters, LanguageWords words) {
        this.letters = letters;
        this.words = words;
        start = letters.languages().stream()
                .mapToInt(language -> COMMON.contains(language) ? 0 : UNCOMMON)
                .toArray();
    }

    /** A detector by the tables that come with the product. */
    public static LanguageDetector load() {
        LetterStatistics letters = LetterStatistics.load();
        return new LanguageDetector(letters, LanguageWords.load(letters.languages()));
    }

    /** All tags that a text may get, but English and none. */
    public Set<String> languages() {
        return Stream.concat(
                        letters.languages().stream().filter(tag -> !NAMELESS.contains(tag)), ScriptCensus.languages())
                .collect(Collectors.toUnmodifiableSet());
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

    /** The evidence for each language against English, in parts of a nat. */
    private final class Balance {

        private final int[] scores;
        private final int[] ofWord;
        private final int[] known;
        private int count;
        private int english;
        private int borrowed;

        Balance() {
            scores = start.clone();
            ofWord = new int[scores.length];
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
            long languages = words.of(word);
            if (LanguageWords.isBorrowed(languages)) {
                borrowed++;
                return;
            }
            count++;
            letters.weigh(word, ofWord);
            strange(words.without(word));
            if (LanguageWords.inEnglish(languages)) {
                addEnglish(languages);
            } else {
                addOther(languages);
            }
        }

        private void addEnglish(long languages) {
            english++;
            for (int i = 0; i < scores.length; i++) {
                scores[i] += LanguageWords.in(languages, i)
                        ? Math.clamp(ofWord[i], 0, SHARED_WORD)
                        : Math.clamp(ofWord[i], -MOST_OF_A_WORD, 0) + ENGLISH_WORD;
            }
        }

        private void addOther(long languages) {
            int others = languages == 0 ? 0 : OTHER_LANGUAGES_WORD;
            for (int i = 0; i < scores.length; i++) {
                scores[i] += Math.clamp(ofWord[i], -MOST_OF_A_WORD, MOST_OF_A_WORD) + others;
            }
            for (long left = languages; left != 0; left &= left - 1) {
                int i = Long.numberOfTrailingZeros(left);
                scores[i] += Math.max(0, -Math.max(ofWord[i], -MOST_OF_A_WORD)) + KNOWN_WORD - others;
                known[i]++;
            }
        }

        /** A letter that a language does not have tells against it, in names less. */
        private void strange(long languages) {
            for (long left = languages; left != 0; left &= left - 1) {
                scores[Long.numberOfTrailingZeros(left)] += STRANGE_LETTER;
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

        /** The second best. */
        private int rival(int best) {
            int rival = best == 0 ? 1 : 0;
            for (int i = 0; i < scores.length; i++) {
                rival = i != best && scores[i] > scores[rival] ? i : rival;
            }
            return rival;
        }

        DetectedLanguage decide(int accented) {
            int best = best();
            boolean common = start[best] == 0;
            int accentedWord = common && accented > (english == 0 ? 0 : 1) ? 1 : 0;
            boolean byLetters = common && english == 0 && scores[best] >= BY_LETTERS_ALONE;
            if (byLetters || isForeign(scores[best], known[best] + accentedWord)) {
                return named(best);
            }
            if (english == 0 && unlikeEnglish(scores[best])) {
                return DetectedLanguage.OTHER;
            }
            if (english == 0 && accented >= ACCENTED_WORDS && accented * 2 > count) {
                return DetectedLanguage.OTHER;
            }
            boolean borrowedAlone = count == 0 && borrowed > 0;
            return english > 0 || borrowedAlone || (count > 0 && scores[best] <= LIKE_ENGLISH)
                    ? DetectedLanguage.ENGLISH
                    : DetectedLanguage.UNKNOWN;
        }

        private DetectedLanguage named(int best) {
            boolean sure = scores[best] - scores[rival(best)] >= (start[best] == 0 ? MARGIN_OF_COMMON : MARGIN);
            return sure && !nameless(best)
                    ? DetectedLanguage.foreign(letters.languages().get(best))
                    : DetectedLanguage.OTHER;
        }

        private boolean nameless(int language) {
            return NAMELESS.contains(letters.languages().get(language));
        }

        private boolean unlikeEnglish(int score) {
            return count > UNKNOWN_WORDS
                    ? score >= UNLIKE_ENGLISH
                    : count == UNKNOWN_WORDS && score >= VERY_UNLIKE_ENGLISH;
        }

        private boolean isForeign(int score, int knownWords) {
            return (knownWords > 1 && score >= BY_TWO_WORDS)
                    || (knownWords == 1 && score >= BY_ONE_WORD)
                    || (count > 0 && knownWords >= count && score >= ALL_WORDS);
        }
    }
}
