/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.feedback.Priority;
import java.util.List;
import java.util.Optional;

/**
 * What a rule changed of a row when it took it, which may be less than it says: another may have been first, or somebody.
 *
 * @param priority that the row got by it
 * @param assigned who got the row by it
 * @param tagged tags that the row had not before
 */
public record RuleEffects(Optional<Priority> priority, Optional<String> assigned, List<String> tagged) {

    /** Copies the list. */
    public RuleEffects {
        tagged = List.copyOf(tagged);
    }
}
