/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import java.util.Optional;

/**
 * Which rows a list shows by what colleagues agreed on about them.
 *
 * @param assigned to whom; nobody when the inner one is empty
 * @param tag that the row has
 * @param snoozed whether the row is put aside now
 */
public record TriageFilter(Optional<Optional<String>> assigned, Optional<String> tag, Optional<Boolean> snoozed) {

    /** Whatever was agreed on. */
    public static final TriageFilter ANY = new TriageFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
