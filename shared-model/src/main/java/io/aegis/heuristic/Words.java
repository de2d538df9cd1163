/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.Arrays;
import java.util.Set;

/**
 * The words of a text as the rules see them: runs of letters, digits and underscores of the {@linkplain Folding folded}
 * text. An amount of money becomes the word {@code $#}; four or more single letters in a row ("f r a u d") become one
 * word. Of a longer text the first {@value #HEAD} and the last {@value #TAIL} words are kept, so that no text is dear.
 * One linear pass, no regular expression. Immutable.
 */
final class Words {

    /** Most words that are looked at. */
    static final int LIMIT = 512;

    private static final int HEAD = 384;
    private static final int TAIL = LIMIT - HEAD;
    private static final char FIRST_MARK = '\u0300';
    private static final int SHORTEST_SPELLED_WORD = 4;
    /** What parts clauses; a hyphen does where a space stands beside it. */
    private static final String PARTING = ",;:()\u2013\u2014\u00a1\u00bf\u3001";

    private static final Set<String> MONEY_UNITS =
            Set.of("dollar", "dollars", "bucks", "usd", "pound", "pounds", "gbp", "euro", "euros", "eur");

    private final char[] chars;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] opening;
    private final boolean[] clause;
    private final boolean[] item;
    private int count;

    private Words(char[] folded) {
        chars = folded;
        int most = (folded.length + 1) / 2;
        starts = new int[most];
        ends = new int[most];
        opening = new boolean[most];
        clause = new boolean[most];
        item = new boolean[most];
    }

    /** The words of an English text. */
    static Words of(String text) {
        return of(text, Folding.ENGLISH);
    }

    static Words of(String text, Folding folding) {
        Words words = new Words(folding.fold(text));
        words.split();
        words.joinSpelledWords();
        words.limit();
        return words;
    }

    int count() {
        return count;
    }

    /** The folded text; words are ranges of it. */
    char[] chars() {
        return chars;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    /** Whether the word is the first of its sentence. */
    boolean opensSentence(int word) {
        return opening[word];
    }

    /** Whether the word is the first after a comma, a colon, a dash and the like, or of its sentence. */
    boolean opensClause(int word) {
        return opening[word] || clause[word];
    }

    /** Whether only commas stand between the word and the one before it in its sentence. */
    boolean opensItem(int word) {
        return item[word] && !opening[word];
    }

    String text(int word) {
        return new String(chars, starts[word], ends[word] - starts[word]);
    }

    private void split() {
        boolean opens = true;
        boolean parted = false;
        boolean comma = false;
        int at = 0;
        while (at < chars.length) {
            char c = chars[at];
            int end = at + 1;
            if (isWordPart(c)) {
                end = wordEnd(at);
                int moneyEnd = moneyEnd(at, end);
                add(at, end, opens, parted);
                item[count - 1] = parted && comma;
                if (moneyEnd > end) {
                    end = moneyEnd;
                    replaceLastByMoney(at);
                }
                opens = false;
                parted = false;
            } else if (isCurrency(c) && digitAt(skipSpaces(end))) {
                end = wordEnd(skipSpaces(end));
                add(at, end, opens, parted);
                replaceLastByMoney(at);
                opens = false;
                parted = false;
            } else if (endsSentence(c)) {
                opens = true;
            } else if (endsClause(at)) {
                comma = c == ',' && (comma || !parted);
                parted = true;
            }
            at = end;
        }
    }

    private void add(int start, int end, boolean opens, boolean parted) {
        starts[count] = start;
        ends[count] = end;
        opening[count] = opens;
        clause[count] = parted;
        count++;
    }

    private void replaceLastByMoney(int start) {
        chars[start] = '$';
        chars[start + 1] = '#';
        ends[count - 1] = start + 2;
    }

    /** Where the word ends; separators between the digits of a number belong to it. */
    private int wordEnd(int start) {
        boolean number = true;
        int at = start;
        while (at < chars.length) {
            char c = chars[at];
            if (isWordPart(c)) {
                number &= Character.isDigit(c);
            } else if (!(number && (c == '.' || c == ',') && at > start && digitAt(at + 1))) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Where the amount of money that a number begins ends, or {@code end} when it is none. */
    private int moneyEnd(int start, int end) {
        if (!Character.isDigit(chars[start]) || !Character.isDigit(chars[end - 1])) {
            return end;
        }
        if (end < chars.length && isCurrency(chars[end])) {
            return end + 1;
        }
        int unit = skipSpaces(end);
        int unitEnd = unit > end ? wordEnd(unit) : unit;
        return MONEY_UNITS.contains(new String(chars, unit, unitEnd - unit)) ? unitEnd : end;
    }

    private int skipSpaces(int at) {
        int next = at;
        while (next < chars.length && chars[next] == ' ') {
            next++;
        }
        return next;
    }

    private boolean digitAt(int at) {
        return at < chars.length && Character.isDigit(chars[at]);
    }

    private static boolean isWordPart(char c) {
        // Vowels of Indic scripts are marks that take room of their own; others are folded away.
        return Character.isLetterOrDigit(c)
                || c == '_'
                || (c >= FIRST_MARK && Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static boolean isCurrency(char c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    private static boolean endsSentence(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\n' || c == '\u3002';
    }

    private boolean endsClause(int at) {
        char c = chars[at];
        return PARTING.indexOf(c) >= 0 || (c == '-' && (blankAt(at - 1) || blankAt(at + 1)));
    }

    private boolean blankAt(int at) {
        return at >= 0 && at < chars.length && chars[at] == ' ';
    }

    private void joinSpelledWords() {
        int kept = 0;
        int word = 0;
        while (word < count) {
            int after = word;
            while (after < count && isSingleLetter(after)) {
                after++;
            }
            boolean spelled = after - word >= SHORTEST_SPELLED_WORD;
            int next = spelled ? after : Math.max(after, word + 1);
            if (spelled) {
                for (int letter = word; letter < after; letter++) {
                    chars[starts[word] + letter - word] = chars[starts[letter]];
                }
                ends[word] = starts[word] + after - word;
                move(word, kept++);
            } else {
                for (int other = word; other < next; other++) {
                    move(other, kept++);
                }
            }
            word = next;
        }
        count = kept;
    }

    private boolean isSingleLetter(int word) {
        return ends[word] - starts[word] == 1 && Character.isLetter(chars[starts[word]]);
    }

    private void limit() {
        if (count > LIMIT) {
            for (int i = 0; i < TAIL; i++) {
                move(count - TAIL + i, HEAD + i);
            }
            opening[HEAD] = true;
            count = LIMIT;
        }
    }

    private void move(int from, int to) {
        starts[to] = starts[from];
        ends[to] = ends[from];
        opening[to] = opening[from];
        clause[to] = clause[from];
        item[to] = item[from];
    }

    @Override
    public String toString() {
        String[] words = new String[count];
        Arrays.setAll(words, this::text);
        return String.join(" ", words);
    }
}
