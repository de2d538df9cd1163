/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import java.util.List;
import java.util.Optional;

/**
 * What was agreed on about a row.
 *
 * @param version how often it was changed; 0 when never
 * @param assignedTo a person or a department
 * @param tags in the order of the alphabet
 * @param snooze how it was put aside, if it was; it may have ended since
 * @param snoozed whether it is put aside now
 * @param notes how many were written
 */
public record TriageState(
        long version,
        Optional<String> assignedTo,
        List<String> tags,
        Optional<Snooze> snooze,
        boolean snoozed,
        long notes) {

    /** Of a row that nobody has touched. */
    public static final TriageState NONE = new TriageState(0, Optional.empty(), List.of(), Optional.empty(), false, 0);

    /** Copies the tags. */
    public TriageState {
        tags = List.copyOf(tags);
    }
}
