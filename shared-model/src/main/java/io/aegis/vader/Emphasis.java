/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/** How much the exclamation and question marks of a text add to its sentiment. */
final class Emphasis {

    private static final double EXCLAMATION = 0.292;
    private static final int MOST_EXCLAMATIONS = 4;

    private static final double QUESTION = 0.18;
    private static final int MOST_QUESTIONS = 3;
    private static final double MANY_QUESTIONS = 0.96;

    private Emphasis() {}

    /** The emphasis of a whole text, at least 0; marks count wherever they are, even inside an address. */
    static double of(String text) {
        int exclamations = 0;
        int questions = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '!') {
                exclamations++;
            } else if (c == '?') {
                questions++;
            }
        }
        return Math.min(exclamations, MOST_EXCLAMATIONS) * EXCLAMATION + ofQuestions(questions);
    }

    /** A single question mark only asks. */
    private static double ofQuestions(int count) {
        if (count <= 1) {
            return 0;
        }
        return count <= MOST_QUESTIONS ? count * QUESTION : MANY_QUESTIONS;
    }
}
