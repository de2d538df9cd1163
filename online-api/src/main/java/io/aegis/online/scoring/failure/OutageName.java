/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells by the name of an alert's rule whether something does not run while it fires: it crashes, is not ready, unreachable,
 * offline or down. Stock rules say so at {@code severity: warning} ({@code KubePodCrashLooping}, {@code TargetDown}).
 */
final class OutageName {

    /** Between small and capital letters, before the last capital of several, and at whatever is no letter. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+");

    private static final Set<String> WORDS = Set.of("down", "notready", "unreachable", "offline");

    /** What is followed by "down" and still runs. */
    private static final Set<String> SLOWLY = Set.of(
            "scale", "scaled", "scaling", "slow", "slowed", "slowing", "cool", "cooling", "count", "shut", "wind");

    private OutageName() {}

    /** Whether a rule of this name says so. */
    static boolean is(String rule) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(rule)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        String before = "";
        for (String word : words) {
            boolean outage = word.startsWith("crash")
                    || (WORDS.contains(word) && !SLOWLY.contains(before))
                    || (word.equals("ready") && before.equals("not"));
            if (outage) {
                return true;
            }
            before = word;
        }
        return false;
    }
}
