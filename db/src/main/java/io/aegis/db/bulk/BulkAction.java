/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.aegis.db.triage.TriageChange;
import io.aegis.feedback.Status;
import java.util.Optional;

/**
 * What is to become different about many rows; what is empty stays.
 *
 * @param status resolves them, or opens them again
 * @param note what was done, where they are resolved
 * @param change assigns, tags, puts aside
 */
public record BulkAction(Optional<Status> status, Optional<String> note, TriageChange change) {

    /** Whether it changes nothing at all. */
    public boolean isEmpty() {
        return status.isEmpty() && change.isEmpty();
    }
}
