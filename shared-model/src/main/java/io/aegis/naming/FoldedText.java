/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.naming;

import com.ibm.icu.lang.UCharacter;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in no case (Unicode, full case folding): sharp s is two, a ligature its letters, while a letter with an accent stays another
 * than one without. It knows which part of the text each part of it comes from. Immutable.
 */
public final class FoldedText {

    private final String composed;
    private final String folded;
    /** Where in the text the characters begin that those of the folded one come from. */
    private final int[] origins;

    private FoldedText(String composed, String folded, int[] origins) {
        this.composed = composed;
        this.folded = folded;
        this.origins = origins;
    }

    /** Folds a text, which it composes (Unicode NFC) before. */
    public static FoldedText of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        int[] origins = new int[composed.length()];
        int at = 0;
        while (at < composed.length()) {
            int next = composed.offsetByCodePoints(at, 1);
            int begin = folded.length();
            folded.append(fold(composed.substring(at, next)));
            if (folded.length() > origins.length) {
                origins = Arrays.copyOf(origins, 2 * folded.length());
            }
            Arrays.fill(origins, begin, folded.length(), at);
            at = next;
        }
        return new FoldedText(composed, folded.toString(), origins);
    }

    /** A text in no case, composed as it was. */
    public static String fold(String text) {
        return UCharacter.foldCase(text, true);
    }

    /** The folded text. */
    public String folded() {
        return folded;
    }

    /** The text, composed and in its own case, with something else instead of what the folded one has of a pattern. */
    public String without(Pattern pattern, String instead) {
        Matcher found = pattern.matcher(folded);
        StringBuilder rest = new StringBuilder(composed.length());
        int kept = 0;
        while (found.find()) {
            if (found.start() < found.end()) {
                rest.append(composed, kept, Math.max(kept, origins[found.start()]))
                        .append(instead);
                kept = composed.offsetByCodePoints(origins[found.end() - 1], 1);
            }
        }
        return rest.append(composed, kept, composed.length()).toString();
    }
}
