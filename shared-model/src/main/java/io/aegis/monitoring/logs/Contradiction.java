/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.List;
import java.util.Set;

/**
 * Whether the words around something say that it is not so, not yet, or no longer: "no OutOfMemoryError", "recovered from a segfault",
 * "OOMKilled=false". What could not be recovered from is so.
 *
 * @param words of a line, in small letters
 */
record Contradiction(List<String> words) {

    /** Right before it, but for what is between "no" and a noun. */
    private static final Set<String> NO = Set.of("no", "not", "never", "without", "zero", "non");

    private static final Set<String> ARTICLES = Set.of("a", "an", "any", "the", "more", "further", "new", "other");

    private static final Set<String> BEFORE = Set.of(
            "recovered",
            "recovers",
            "survived",
            "survives",
            "avoid",
            "avoids",
            "avoided",
            "avoiding",
            "prevent",
            "prevents",
            "prevented",
            "preventing",
            "handles",
            "handled",
            "resolved",
            "cleared",
            "fixed",
            "simulate",
            "simulated",
            "simulating",
            "may",
            "might",
            "about",
            "almost",
            "nearly",
            "risk",
            "if",
            "unless",
            "case");

    private static final Set<String> AFTER = Set.of(
            "recovered",
            "resolved",
            "cleared",
            "handled",
            "fixed",
            "avoided",
            "prevented",
            "false",
            "enabled",
            "disabled",
            "handler",
            "handling",
            "detection",
            "detector",
            "protection",
            "check",
            "threshold",
            "policy",
            "simulation");

    private static final Set<String> IN_VAIN =
            Set.of("not", "never", "cannot", "can't", "couldn't", "failed", "failing", "unable", "without");

    /** Words on either side that belong to it. */
    private static final int NEAR = 3;

    /** Whether what the words from one to before another say is contradicted. */
    boolean of(int from, int to) {
        return denied(from) || said(BEFORE, Math.max(0, from - NEAR), from) || said(AFTER, to, to + NEAR);
    }

    private boolean denied(int from) {
        int at = from - 1;
        while (at >= 0 && ARTICLES.contains(words.get(at))) {
            at--;
        }
        return at >= 0 && NO.contains(words.get(at));
    }

    private boolean said(Set<String> contrary, int from, int to) {
        for (int at = from; at < Math.min(to, words.size()); at++) {
            if (contrary.contains(words.get(at))) {
                return words.subList(Math.max(0, at - NEAR), at).stream().noneMatch(IN_VAIN::contains);
            }
        }
        return false;
    }
}
