/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the errors of a rule file, so that an operator sees it all at once. Not thread-safe. */
final class RuleFileErrors {

    private static final int MOST = 20;

    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    private record Mistake(LocatedJson.Place at, String message) {}

    RuleFileErrors(String file) {
        this.file = file;
    }

    /** Notes one; beyond {@value #MOST} they are dropped. */
    void add(LocatedJson.Place at, String message) {
        if (found.size() < MOST) {
            found.add(new Mistake(at, message));
        }
    }

    /** What was noted first, without its place. */
    Optional<String> first() {
        return found.stream().findFirst().map(Mistake::message);
    }

    /**
     * Ends the reading.
     *
     * @throws RulesException with all mistakes when there are any
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw RulesException.of(found.stream()
                    .map(each -> file + ":" + each.at().line() + ":" + each.at().column() + ": " + each.message())
                    .toList());
        }
    }
}
