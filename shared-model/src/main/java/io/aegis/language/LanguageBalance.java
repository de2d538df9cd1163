/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import io.aegis.language.LanguageWords.Word;
import io.aegis.language.WrittenWords.Writing;
import java.util.List;
import java.util.Set;

/** The evidence that the words of one text give for each language against English, in parts of a nat. Not thread-safe. */
final class LanguageBalance {

    /** Languages, and ways to write some in Latin letters, of which only words are known, too few to be told by name. */
    static final Set<String> NAMELESS =
            Set.of("zu", "yo", "lb", "eo", "hi-Latn", "fa-Latn", "ar-Latn", "ru-Latn", "el-Latn", "ko-Latn");

    /** Languages that more customers write in than in others: of the others there has to be more evidence. */
    private static final Set<String> COMMON = Set.of("de", "fr", "es", "it", "pt", "nl", "pl", "tr");

    private static final String GERMAN = "de";
    private static final int FRAME = LetterStatistics.parts(2.5);
    private static final String SPANISH = "es";

    /** The most that the letters of one word count for or against English, in nats: names are no language. */
    private static final int MOST_OF_A_WORD = LetterStatistics.parts(3);

    private static final int KNOWN_WORD = LetterStatistics.parts(2);
    private static final int ENGLISH_WORD = LetterStatistics.parts(-2.5);
    private static final int SHARED_WORD = LetterStatistics.parts(0.5);
    private static final int OTHER_LANGUAGES_WORD = LetterStatistics.parts(-0.5);

    /** A word of the dictionary that customers write rarely. */
    private static final int RARE_ENGLISH_WORD = LetterStatistics.parts(-1);

    private static final int LEAST_OF_A_RARE_WORD = LetterStatistics.parts(-1);

    /** The most that a word counts for a language of which it is a word, when it is a rare English one too. */
    private static final int RARE_SHARED_WORD = LetterStatistics.parts(1);

    /** From here on a word that English has too is known as another language's. */
    private static final int KNOWN_LEANING = LetterStatistics.parts(0.8);

    /** From here on, downwards, a text is English whatever follows. */
    private static final int CLEARLY_ENGLISH = LetterStatistics.parts(-30);

    private static final int BY_TWO_WORDS = LetterStatistics.parts(4.5);
    private static final int BY_ONE_WORD = LetterStatistics.parts(6);
    private static final int ALL_WORDS = LetterStatistics.parts(4);
    private static final int BY_LETTERS_ALONE = LetterStatistics.parts(14);
    private static final int LIKE_ENGLISH = LetterStatistics.parts(-2);

    /** So many words with accents are no English, whatever they are. */
    private static final int ACCENTED_WORDS = 3;

    /** Articles of names in languages that write other nouns with small letters. */
    private static final Set<String> ARTICLES =
            Set.of("el", "la", "los", "las", "le", "les", "il", "lo", "san", "santa");

    private static final int SHORTEST_WORD = 2;
    private static final int UNCOMMON = LetterStatistics.parts(-4);

    /** By so much a language has to be ahead of the next one. */
    private static final int MARGIN = LetterStatistics.parts(1.5);

    /** Ahead of one that is as likely from the start. */
    private static final int MARGIN_OF_COMMON = LetterStatistics.parts(0.5);

    /** When no word of it is known, but letters with accents alone tell. */
    private static final int MARGIN_OF_LETTERS = LetterStatistics.parts(7);

    /** So many words of which none is English are none, if their letters are rather those of another language; more all the sooner. */
    private static final int UNKNOWN_WORDS = 3;

    private static final int VERY_UNLIKE_ENGLISH = LetterStatistics.parts(7);
    private static final int UNLIKE_ENGLISH = LetterStatistics.parts(3);

    /** Words of which the dictionary has none either. */
    private static final int NO_ENGLISH = LetterStatistics.parts(3);

    /** Words that another language has too, beside some that English does not have. */
    private static final int SHARED_AND_UNKNOWN = LetterStatistics.parts(2);

    /** When English has all words too. */
    private static final int RATHER_ANOTHER = LetterStatistics.parts(3.5);

    private static final int BESIDE_BORROWED = LetterStatistics.parts(4);
    private static final int MAYBE_ANOTHER = LetterStatistics.parts(2);

    private static final int STRANGE_LETTER = LetterStatistics.parts(-4);

    /** What a letter that English does not have counts against it, and in what may be a name. */
    private static final int NO_ENGLISH_LETTER = LetterStatistics.parts(2);

    private static final int INVERTED_SIGN = LetterStatistics.parts(4);

    private final LetterStatistics letters;
    private final LanguageWords words;
    private final EnglishWords dictionary;
    private final List<String> tags;
    /** Where the scores of languages begin. */
    private final int[] start;

    private final int[] scores;
    private final int[] ofWord;
    private final int[] known;
    /** How many of the usual English words each language has too. */
    private final int[] shared;

    /** An article with a capital, as names have them in any language (<i>El Paso</i>): it counts when none follows. */
    private String article = "";

    private final GermanFrame german = new GermanFrame();
    private int count;
    private int english;
    /** Words of the dictionary that are no usual ones. */
    private int rareEnglish;

    private int borrowed;
    private int accented;
    /** Words that no list has and that are neither names nor abbreviations. */
    private int plain;

    /** Words that no list has and that are no names, or have accents. */
    private int strangers;

    LanguageBalance(LetterStatistics letters, LanguageWords words, EnglishWords dictionary, int[] start) {
        this.letters = letters;
        this.words = words;
        this.dictionary = dictionary;
        this.start = start;
        tags = letters.languages();
        scores = start.clone();
        ofWord = new int[scores.length];
        known = new int[scores.length];
        shared = new int[scores.length];
    }

    /** Where the scores of languages begin: those that fewer customers write in lower. */
    static int[] start(List<String> tags) {
        return tags.stream()
                .mapToInt(language -> COMMON.contains(language) ? 0 : UNCOMMON)
                .toArray();
    }

    /** Weighs a word, lower case; tells whether more words may change anything. */
    boolean weigh(String word, Writing writing) {
        if (!article.isEmpty()) {
            String held = article;
            article = "";
            if (writing == Writing.NAME) {
                borrowed++;
            } else {
                add(held, Writing.FIRST);
            }
        }
        if (writing != Writing.PLAIN && ARTICLES.contains(word)) {
            article = word;
            return true;
        }
        // Single letters are half of what faces are made of.
        if (word.length() >= SHORTEST_WORD) {
            add(word, writing);
        }
        return !clearlyEnglish();
    }

    private void add(String text, Writing writing) {
        Word word = words.of(text);
        if (LanguageWords.isBorrowed(word.languages())) {
            borrowed++;
            frame(text, false);
            return;
        }
        count++;
        letters.weigh(text, ofWord);
        frame(text, LanguageWords.inEnglish(word.languages()));
        strange(text, writing);
        if (LanguageWords.inEnglish(word.languages())) {
            english++;
            addEnglish(word, ENGLISH_WORD, -MOST_OF_A_WORD, SHARED_WORD);
        } else if (dictionary.has(text)) {
            rareEnglish++;
            addEnglish(word, RARE_ENGLISH_WORD, LEAST_OF_A_RARE_WORD, RARE_SHARED_WORD);
        } else {
            plain += writing == Writing.PLAIN && LatinLetters.haveVowel(text) ? 1 : 0;
            strangers += writing == Writing.PLAIN || LatinLetters.haveAccent(text) ? 1 : 0;
            addOther(word.languages());
        }
    }

    private void frame(String word, boolean usual) {
        if (german.ends(word, usual)) {
            scores[tags.indexOf(GERMAN)] += FRAME;
        }
    }

    private void addEnglish(Word word, int against, int least, int most) {
        for (int i = 0; i < scores.length; i++) {
            if (LanguageWords.in(word.languages(), i)) {
                int leaning = word.leaning(i);
                // What is rare in English and usual in a language that few write in is hardly English beside its other
                // words.
                boolean own = start[i] < 0 && most == RARE_SHARED_WORD;
                scores[i] += own ? KNOWN_WORD : leaning > 0 ? leaning : Math.clamp(ofWord[i], 0, most);
                known[i] += own || leaning >= KNOWN_LEANING ? 1 : 0;
                shared[i]++;
            } else {
                scores[i] += Math.clamp(ofWord[i], least, 0) + against;
            }
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

    /** A letter that a language does not have tells against it, English too, in names less. */
    private void strange(String word, Writing writing) {
        if (!LatinLetters.haveAccent(word)) {
            return;
        }
        if (writing != Writing.NAME) {
            accented++;
            for (int i = 0; i < scores.length; i++) {
                scores[i] += NO_ENGLISH_LETTER;
            }
        }
        for (long left = words.without(word); left != 0; left &= left - 1) {
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

    /** The language, when all words have been weighed. */
    DetectedLanguage decide(boolean inverted) {
        if (!article.isEmpty()) {
            add(article, Writing.FIRST);
        }
        if (inverted) {
            scores[tags.indexOf(SPANISH)] += INVERTED_SIGN;
            accented++;
        }
        int best = best();
        boolean common = start[best] == 0;
        // Usual words and those of the dictionary that the best language does not have.
        int against = english + rareEnglish - shared[best];
        int accentedWord = common && accented > (against == 0 ? 0 : 1) ? 1 : 0;
        boolean byLetters = common && against == 0 && scores[best] >= BY_LETTERS_ALONE;
        if (byLetters || isForeign(scores[best], known[best] + accentedWord)) {
            return named(best);
        }
        if (isOther(scores[best], known[best], against)) {
            return DetectedLanguage.OTHER;
        }
        boolean borrowedAlone = count == 0 && borrowed > 0;
        return english > 0
                        || borrowedAlone
                        || rareEnglish * 2 >= Math.max(count, 1)
                        || (count > 0 && scores[best] <= LIKE_ENGLISH)
                ? DetectedLanguage.ENGLISH
                : DetectedLanguage.UNKNOWN;
    }

    /** Whether it is surely not English though nobody knows what. */
    private boolean isOther(int score, int knownWords, int against) {
        if (accented > 0 && Math.max(accented, strangers) > against && count + borrowed > 1) {
            return true;
        }
        if (against > 0) {
            return false;
        }
        boolean allEnglish = english + rareEnglish == count;
        return unlikeEnglish(score)
                || (knownWords > 0 && score >= (allEnglish ? RATHER_ANOTHER : MAYBE_ANOTHER))
                || (count > 1 && plain > 0 && score >= (english + rareEnglish == 0 ? NO_ENGLISH : SHARED_AND_UNKNOWN))
                || (borrowed > 0 && plain > 0 && score >= BESIDE_BORROWED)
                || (accented >= ACCENTED_WORDS && accented * 2 > count);
    }

    private DetectedLanguage named(int best) {
        int rival = rival(best);
        int margin = start[rival] == 0 ? MARGIN_OF_COMMON : MARGIN;
        boolean sure = scores[best] - scores[rival] >= (known[best] == 0 ? MARGIN_OF_LETTERS : margin);
        return sure && !NAMELESS.contains(tags.get(best))
                ? DetectedLanguage.foreign(tags.get(best))
                : DetectedLanguage.OTHER;
    }

    private boolean unlikeEnglish(int score) {
        return count > UNKNOWN_WORDS ? score >= UNLIKE_ENGLISH : count == UNKNOWN_WORDS && score >= VERY_UNLIKE_ENGLISH;
    }

    private boolean isForeign(int score, int knownWords) {
        return (knownWords > 1 && score >= BY_TWO_WORDS)
                || (knownWords == 1 && score >= BY_ONE_WORD)
                || (count > 0 && knownWords >= count && score >= ALL_WORDS);
    }
}
