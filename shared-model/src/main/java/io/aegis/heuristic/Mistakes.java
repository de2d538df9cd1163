/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a rule file, so that an operator sees it all at once. Not thread-safe. */
final class Mistakes {

    private static final int MOST = 20;

    private final String file;
    private final List<String> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    /** Notes one; beyond {@value #MOST} they are dropped. */
    void add(LocatedJson.Place at, String message) {
        if (found.size() < MOST) {
            found.add(file + ":" + at.line() + ":" + at.column() + ": " + message);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws RulesException with all mistakes when there are any
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw RulesException.of(found);
        }
    }
}
