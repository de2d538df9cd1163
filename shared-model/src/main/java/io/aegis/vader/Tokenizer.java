/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/** Cuts a text into tokens at white space, and looks each one up. */
final class Tokenizer {

    /** A token that is left with fewer characters without its punctuation is taken for an emoticon. */
    private static final int LONGEST_EMOTICON_CORE = 2;

    private static final int USUAL_TOKEN_LENGTH = 5;

    private final Vocabulary vocabulary;

    Tokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Tokens tokenize(String text) {
        Tokens tokens = new Tokens(text.length() / USUAL_TOKEN_LENGTH + 1);
        int length = text.length();
        int start = 0;
        while (start < length) {
            if (PythonCharacters.isSpace(text.charAt(start))) {
                start++;
            } else {
                int end = start + 1;
                while (end < length && !PythonCharacters.isSpace(text.charAt(end))) {
                    end++;
                }
                addToken(tokens, text, start, end);
                start = end;
            }
        }
        return tokens;
    }

    /**
     * Punctuation is taken off both ends, but all of it stays if little else is left. So ":)" and "lol!" are found, while
     * "ok!" is not "ok".
     */
    private void addToken(Tokens tokens, String text, int start, int end) {
        int from = start;
        while (from < end && PythonCharacters.isPunctuation(text.charAt(from))) {
            from++;
        }
        int to = end;
        while (to > from && PythonCharacters.isPunctuation(text.charAt(to - 1))) {
            to--;
        }
        if (PythonCharacters.hasAtMost(LONGEST_EMOTICON_CORE, text, from, to)) {
            from = start;
            to = end;
        }
        tokens.add(vocabulary.find(text, from, to), PythonCharacters.isUpper(text, from, to));
    }
}
