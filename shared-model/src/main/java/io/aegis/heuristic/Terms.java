/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the distinct terms of a rule set from 0. Not thread-safe: for building only. */
final class Terms {

    private final Map<Term, Integer> ids = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();

    /** The id of a term; equal terms share one. */
    int idOf(Term term) {
        return ids.computeIfAbsent(term, added -> {
            terms.add(added);
            return terms.size() - 1;
        });
    }

    /** The terms in the order of their ids. */
    List<Term> all() {
        return List.copyOf(terms);
    }
}
