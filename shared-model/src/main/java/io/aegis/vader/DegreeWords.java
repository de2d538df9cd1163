/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Words that strengthen or weaken the word after them. */
final class DegreeWords {

    /** What a degree word adds or takes, found empirically by VADER's authors. */
    static final double STEP = 0.293;

    private static final String STRENGTHENING = """
            absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously
            entirely especially exceptional exceptionally extreme extremely fabulously flippin flipping frackin fracking
            frickin fricking friggin frigging fuckin fucking fuggin fugging fully greatly hella highly hugely incredible
            incredibly intensely major majorly more most particularly purely quite really remarkably so substantially
            thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very
            """;

    private static final String WEAKENING = """
            almost barely hardly kind-of kinda kindof less little marginal marginally occasional occasionally partly
            scarce scarcely slight slightly somewhat sort-of sorta sortof
            """;

    private DegreeWords() {}

    /** What each single degree word adds. */
    static Map<String, Double> boosts() {
        Map<String, Double> boosts = new HashMap<>();
        words(STRENGTHENING).forEach(word -> boosts.put(word, STEP));
        words(WEAKENING).forEach(word -> boosts.put(word, -STEP));
        return boosts;
    }

    private static Stream<String> words(String list) {
        return list.lines().flatMap(line -> Stream.of(line.split(" ")));
    }
}
