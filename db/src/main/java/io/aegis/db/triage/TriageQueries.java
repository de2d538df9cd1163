/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what was agreed on about rows. Thread-safe. */
public final class TriageQueries {

    private final ReadAccess database;

    /** Reads from a database. */
    public TriageQueries(ReadAccess database) {
        this.database = database;
    }

    /** Of one row. */
    public TriageState of(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return of(List.of(feedback), deadline).getOrDefault(feedback, TriageState.NONE);
    }

    /** Of rows by their ids; those that nobody has touched are missing. */
    public Map<UUID, TriageState> of(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        return rows.isEmpty() ? Map.of() : database.read(deadline, execute -> TriageRow.states(execute, rows));
    }
}
