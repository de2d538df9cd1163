/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import io.helidon.dbclient.DbExecute;
import java.util.Optional;
import java.util.UUID;

/** Notes that steps took from rows, kept until the step is taken back, the note is erased, or it is old. */
final class ReplacedNotes {

    /** A part of a step that was run again, as the answer to its commit had been lost, may find another note. */
    private static final String KEEP = """
            INSERT INTO replaced_note (batch_id, feedback_id, note, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE note = VALUES(note)""";

    private static final String FIND = "SELECT note FROM replaced_note WHERE batch_id = ? AND feedback_id = ?";

    private static final String FORGET = "DELETE FROM replaced_note WHERE batch_id = ? AND feedback_id = ?";

    private ReplacedNotes() {}

    /** Keeps what a step took from a row. */
    static void keep(DbExecute execute, UUID batch, UUID row, String note) {
        execute.insert(KEEP, batch, row, note);
    }

    /** What a step took from a row. */
    static Optional<String> find(DbExecute execute, UUID batch, UUID row) {
        return execute.get(FIND, batch, row).map(found -> found.column("note").get(String.class));
    }

    /** The row has it again. */
    static void forget(DbExecute execute, UUID batch, UUID row) {
        execute.delete(FORGET, batch, row);
    }
}
