/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import io.aegis.vader.Word.Role;
import java.util.Set;

/** Words that turn the sentiment of what follows, up to three words later. */
final class Negation {

    /** What negation leaves of a valence: turned, and weaker, as "not good" is milder than "bad". */
    static final double FACTOR = -0.74;

    /** "never so good" praises. */
    private static final double NEVER_SO = 1.25;

    private static final Set<String> NEGATORS = Set.of(
            // Contractions written without their apostrophe; those with it are told by their n't.
            "aint",
            "arent",
            "cannot",
            "cant",
            "couldnt",
            "darent",
            "didnt",
            "doesnt",
            "dont",
            "hadnt",
            "hasnt",
            "havent",
            "isnt",
            "mightnt",
            "mustnt",
            "neednt",
            "oughtnt",
            "shant",
            "shouldnt",
            "wasnt",
            "werent",
            "wont",
            "wouldnt",
            "despite",
            "neither",
            "never",
            "none",
            "nope",
            "nor",
            "not",
            "nothing",
            "nowhere",
            "rarely",
            "seldom",
            "uh-uh",
            "uhuh",
            "without");

    private Negation() {}

    /** The words that negate although they contain no {@code n't}. */
    static Set<String> negators() {
        return NEGATORS;
    }

    /** Whether the text contains {@code n't}, in any case, with an ASCII apostrophe. */
    static boolean containsNt(String text, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (text.charAt(i) == '\'' && (text.charAt(i - 1) | 0x20) == 'n' && (text.charAt(i + 1) | 0x20) == 't') {
                return true;
            }
        }
        return false;
    }

    /** The valence of the word at {@code i}, after a look at the word that stands {@code distance} (1 to 3) before it. */
    static double apply(Tokens tokens, int i, int distance, double valence) {
        if (isNeverSo(tokens, i, distance)) {
            return valence * NEVER_SO;
        }
        return tokens.word(i - distance).negates() && !isWithoutDoubt(tokens, i, distance) ? valence * FACTOR : valence;
    }

    /**
     * Seen from three words away, "so" or "this" right before the word is enough, with or without a "never": the
     * reference's condition says "and" before "or" without brackets.
     */
    private static boolean isNeverSo(Tokens tokens, int i, int distance) {
        return switch (distance) {
            case 2 -> tokens.word(i - 2).is(Role.NEVER) && isSoOrThis(tokens, i - 1);
            case 3 -> (tokens.word(i - 3).is(Role.NEVER) && isSoOrThis(tokens, i - 2)) || isSoOrThis(tokens, i - 1);
            default -> false;
        };
    }

    private static boolean isSoOrThis(Tokens tokens, int i) {
        return tokens.word(i).is(Role.SO, Role.THIS);
    }

    private static boolean isWithoutDoubt(Tokens tokens, int i, int distance) {
        if (!tokens.word(i - distance).is(Role.WITHOUT)) {
            return false;
        }
        return switch (distance) {
            case 2 -> tokens.word(i - 1).is(Role.DOUBT);
            case 3 -> tokens.word(i - 2).is(Role.DOUBT) || tokens.word(i - 1).is(Role.DOUBT);
            default -> false;
        };
    }
}
