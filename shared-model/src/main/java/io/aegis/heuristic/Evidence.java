/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.language.DetectedLanguage;
import io.aegis.vader.VaderScores;
import java.util.List;
import java.util.Optional;

/**
 * Why the heuristic lane decided as it did.
 *
 * @param vader VADER's own numbers, untouched
 * @param adjustedCompound the compound that decides the sentiment, -1..1: VADER's corrected for issue evidence, or that of
 *     a language's own rules
 * @param rules ids of the rules that fired, in the order of the rule file
 * @param language of the text, as BCP 47 has it; {@code und} when unsure
 * @param reliable whether there are rules for that language; without them nothing said of the text is worth much
 */
public record Evidence(
        VaderScores vader, double adjustedCompound, List<String> rules, String language, boolean reliable) {

    private static final String ENGLISH = "en";

    /** Copies the rule ids. */
    public Evidence {
        rules = List.copyOf(rules);
    }

    /** Evidence of an English text. */
    public Evidence(VaderScores vader, double adjustedCompound, List<String> rules) {
        this(vader, adjustedCompound, rules, ENGLISH, true);
    }

    /** The language whose rules read the text: those for English read what is in no language too. */
    public Optional<String> pack() {
        if (!reliable) {
            return Optional.empty();
        }
        return Optional.of(language.equals(DetectedLanguage.UNDETERMINED) ? ENGLISH : language);
    }
}
