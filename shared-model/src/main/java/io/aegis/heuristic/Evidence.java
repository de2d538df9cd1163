package io.aegis.heuristic;

import io.aegis.vader.VaderScores;
import java.util.List;

/**
 * Why the heuristic lane decided as it did.
 *
 * @param vader VADER's own numbers, untouched
 * @param adjustedCompound the compound after the correction for issue evidence, -1..1; it decides the sentiment
 * @param rules ids of the rules that fired, in the order of the rule file
 */
public record Evidence(VaderScores vader, double adjustedCompound, List<String> rules) {

    /** Copies the rule ids. */
    public Evidence {
        rules = List.copyOf(rules);
    }
}
