/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a text apart into the word pieces of an uncased BERT vocabulary: words and punctuation without accents and in lower case,
 * each split into the longest pieces that the vocabulary has, from left to right (Wu et al. 2016, Devlin et al. 2018). Works in time
 * that grows with the length of the text at most, of which it reads {@value #MAX_CHARACTERS} characters. Immutable,
 * thread-safe.
 */
public final class WordPieceTokenizer {

    /** Most numbers of a text, those around it included. */
    public static final int MAX_TOKENS = 256;

    /** Most UTF-16 units of a text that are read; {@value #MAX_TOKENS} word pieces of people's texts take a quarter of them. */
    public static final int MAX_CHARACTERS = 5_000;

    /** Longer words are unknown ones. */
    private static final int LONGEST_WORD = 100;

    private static final String CONTINUED = "##";

    private static final int ASCII = 0x80;
    private static final int DELETE = 0x7F;

    private final Map<String, Integer> vocabulary;
    private final int longestPiece;
    private final BitSet words = new BitSet();
    private final BitSet foreign = new BitSet();
    private final int unknown;
    private final int begin;
    private final int end;

    /**
     * A tokenizer of a vocabulary.
     *
     * @param vocabulary numbers of the pieces; those that continue a word begin with {@code ##}
     * @throws IllegalArgumentException when {@code [UNK]}, {@code [CLS]} or {@code [SEP]} is missing
     */
    public WordPieceTokenizer(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.longestPiece =
                vocabulary.keySet().stream().mapToInt(String::length).max().orElse(0);
        this.unknown = special("[UNK]");
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
        foreign.set(unknown);
        vocabulary.forEach((piece, number) -> {
            if (!isSpecial(piece) && piece.codePoints().anyMatch(Character::isLetter)) {
                sortIn(piece, number);
            }
        });
    }

    /** A single Latin letter is neither: it may be what is left of any word. */
    private void sortIn(String piece, int number) {
        boolean latin = piece.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
        if (!latin) {
            foreign.set(number);
        } else if (!isCharacter(piece)) {
            words.set(number);
        }
    }

    /**
     * Whether a model of English can make something of a text: more of its pieces are of words in Latin letters than are unknown,
     * as emoji are, or of another script, of which the vocabulary has hardly more than single letters. Texts of the latter kind
     * resemble each other whatever they say.
     *
     * @param pieces the numbers of the text's pieces
     */
    public boolean understands(int[] pieces) {
        long known = Arrays.stream(pieces).filter(words::get).count();
        return known > Arrays.stream(pieces).filter(foreign::get).count();
    }

    /**
     * The pieces by their numbers.
     *
     * @throws IllegalStateException when the numbers are not those from 0 on
     */
    public List<String> pieces() {
        String[] pieces = new String[vocabulary.size()];
        vocabulary.forEach((piece, number) -> {
            if (number < 0 || number >= pieces.length) {
                throw new IllegalStateException("the numbers of the vocabulary have gaps");
            }
            pieces[number] = piece;
        });
        return List.of(pieces);
    }

    /** Whether a piece stands for something else than letters, such as {@code [CLS]}. */
    static boolean isSpecial(String piece) {
        return piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]");
    }

    /** Whether a piece is one character alone. */
    static boolean isCharacter(String piece) {
        int from = piece.length() > CONTINUED.length() && piece.startsWith(CONTINUED) ? CONTINUED.length() : 0;
        return piece.codePointCount(from, piece.length()) == 1;
    }

    /** The numbers of a piece alone between those of the beginning and the end. */
    public int[] alone(int piece) {
        return new int[] {begin, piece, end};
    }

    private int special(String name) {
        return Optional.ofNullable(vocabulary.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the vocabulary has no " + name));
    }

    /** The numbers of a text's pieces between those of its beginning and its end: 2 to {@value #MAX_TOKENS}. */
    public int[] encode(String text) {
        Pieces pieces = new Pieces();
        String words = plain(text.substring(0, Math.min(text.length(), MAX_CHARACTERS)));
        int at = 0;
        while (at < words.length() && pieces.wanted()) {
            int first = words.codePointAt(at);
            int next = at + Character.charCount(first);
            if (first == ' ') {
                at = next;
                continue;
            }
            while (!isPunctuation(first) && next < words.length() && continues(words.codePointAt(next))) {
                next += Character.charCount(words.codePointAt(next));
            }
            pieces.addWord(words.substring(at, next));
            at = next;
        }
        return pieces.ended();
    }

    private static boolean continues(int character) {
        return character != ' ' && !isPunctuation(character);
    }

    /** Without control characters and accents, in lower case, with blanks for white space and around ideographs. */
    private static String plain(String text) {
        return text.chars().allMatch(each -> each < ASCII) ? plainAscii(text) : plainUnicode(text);
    }

    /** The same of what most texts in English are, many times as fast. */
    private static String plainAscii(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isWhitespace(character)) {
                plain.append(' ');
            } else if (character >= 'A' && character <= 'Z') {
                plain.append((char) (character + 'a' - 'A'));
            } else if (character > ' ' && character < DELETE) {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    private static String plainUnicode(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(each -> appendSpaced(spaced, each));
        StringBuilder plain = new StringBuilder(spaced.length());
        Normalizer.normalize(spaced, Normalizer.Form.NFD)
                .codePoints()
                .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static void appendSpaced(StringBuilder spaced, int character) {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            spaced.append(' ');
        } else if (isIdeograph(character)) {
            spaced.append(' ').appendCodePoint(character).append(' ');
        } else if (!isControl(character)) {
            spaced.appendCodePoint(character);
        }
    }

    /** Also what is no character at all. */
    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> character == 0xFFFD;
        };
    }

    /** The blocks of the recipe, which are not all that Unicode calls ideographic. */
    private static boolean isIdeograph(int character) {
        return (character >= 0x4E00 && character <= 0x9FFF)
                || (character >= 0x3400 && character <= 0x4DBF)
                || (character >= 0x20000 && character <= 0x2A6DF)
                || (character >= 0x2A700 && character <= 0x2CEAF)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0x2F800 && character <= 0x2FA1F);
    }

    /** What Unicode calls punctuation, and all symbols of ASCII. */
    private static boolean isPunctuation(int character) {
        if ((character >= 'a' && character <= 'z') || character == ' ') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                character < ASCII;
            default -> false;
        };
    }

    /** The numbers so far. */
    private final class Pieces {

        private final int[] numbers = new int[MAX_TOKENS];
        private int count = 1;

        Pieces() {
            numbers[0] = begin;
        }

        boolean wanted() {
            return count < MAX_TOKENS - 1;
        }

        private void add(int number) {
            if (wanted()) {
                numbers[count++] = number;
            }
        }

        /** All pieces of a word, or that it is unknown when a part of it is no piece. */
        void addWord(String word) {
            int before = count;
            int at = word.codePointCount(0, word.length()) > LONGEST_WORD ? -1 : 0;
            while (at >= 0 && at < word.length()) {
                at = addLongestPiece(word, at);
            }
            if (at < 0) {
                count = before;
                add(unknown);
            }
        }

        /** Where the piece ends that begins there; -1 when none does. */
        private int addLongestPiece(String word, int from) {
            String prefix = from == 0 ? "" : CONTINUED;
            int longest = Math.min(word.length(), from + longestPiece - prefix.length());
            for (int to = longest; to > from; to--) {
                Integer number = vocabulary.get(prefix + word.substring(from, to));
                if (number != null) {
                    add(number);
                    return to;
                }
            }
            return -1;
        }

        int[] ended() {
            numbers[count++] = end;
            return Arrays.copyOf(numbers, count);
        }
    }
}
