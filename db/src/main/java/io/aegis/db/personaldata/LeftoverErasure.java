/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases what of a customer lies outside of feedback: records that imports refused, files that are staged, exports made before, and
 * at last the request's own knowledge of who it was about. Thread-safe.
 */
public final class LeftoverErasure {

    private static final int REJECTS_AT_ONCE = 500;
    private static final int PIECES_AT_ONCE = 20;

    private static final String NEXT_IMPORT = "SELECT id FROM feedback_import WHERE id > ? ORDER BY id LIMIT 1";

    private static final String REJECTS = "DELETE FROM import_reject WHERE import_id = ? AND ("
            + SubjectColumns.holdingInAnyCase("content") + " OR " + SubjectColumns.holdingInAnyCase("reason")
            + ") LIMIT "
            + REJECTS_AT_ONCE;

    private static final String FILE_NAME =
            "UPDATE feedback_import SET file_name = '(erased)' WHERE id = ? AND " + SubjectColumns.holding("file_name");

    /** Which of them holds the customer nobody can say of a packed file, so all go that no run is at work on. */
    private static final String STAGED = """
            DELETE FROM import_chunk WHERE import_id IN
              (SELECT id FROM feedback_import WHERE status NOT IN ('QUEUED', 'RUNNING', 'UPLOADING')
                AND created_at < (SELECT requested_at FROM data_request WHERE id = ?))
            LIMIT\s""" + PIECES_AT_ONCE;

    /** So that the same file may be sent again. */
    private static final String FORGET_FILES = """
            UPDATE feedback_import SET current_hash = NULL
            WHERE status IN ('STOPPED', 'FAILED', 'NEEDS_MAPPING')
              AND created_at < (SELECT requested_at FROM data_request WHERE id = ?)""";

    /** They would wait for ever for what can be said of no file. They ended when they were touched last, not beside the erasure. */
    private static final String END_WAITING = """
            UPDATE feedback_import SET status = 'FAILED', finished_at = touched_at,
              failure = 'Its staged file went with the erasure of a customer''s data: upload it again.'
            WHERE status = 'NEEDS_MAPPING' AND created_at < (SELECT requested_at FROM data_request WHERE id = ?)""";

    private static final String UNFINISHED =
            "SELECT " + ErasurePasses.BESIDE + " AS unfinished FROM data_request WHERE id = ?";

    /** Which are about the same customer is found first, so that requests about others are not locked. */
    private static final String SAME =
            "SELECT id FROM data_request WHERE subject IS NOT NULL AND " + SubjectColumns.folded("subject") + " = ?";

    /** From the first, by whose absence {@link DataRequests} knows that an export is whole no longer. */
    private static final String EXPORTED = "DELETE FROM data_export_piece WHERE request_id = ? ORDER BY number LIMIT ?";

    private static final String SEAL = """
            UPDATE data_request SET subject = NULL, finished_at = COALESCE(finished_at, UTC_TIMESTAMP(6))
            WHERE id = ? AND subject IS NOT NULL""";

    private final Transactions transactions;

    /** Erases from a database. */
    public LeftoverErasure(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Removes some more records that imports refused and that name the customer. */
    public Removal rejects(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            Optional<UUID> next = execute.get(NEXT_IMPORT, open.position())
                    .map(row -> row.column("id").get(UUID.class));
            if (next.isEmpty()) {
                open.moveTo(execute, RequestProgress.START);
                return new Removal(0, false);
            }
            long rows = open.change(execute, REJECTS, next.get(), 2);
            open.count(execute, "import_rejects_erased", rows);
            if (rows < REJECTS_AT_ONCE) {
                open.change(execute, FILE_NAME, next.get(), 1);
                open.moveTo(execute, next.get());
            }
            return new Removal(rows, true);
        });
    }

    /** Removes some more pieces of staged files. */
    public Removal staged(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            execute.update(FORGET_FILES, open.id());
            execute.update(END_WAITING, open.id());
            long rows = execute.delete(STAGED, open.id());
            open.count(execute, "staged_pieces_erased", rows);
            return new Removal(rows, rows == PIECES_AT_ONCE);
        });
    }

    /** Removes some more pieces of exports of the same customer. */
    public Removal exports(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            long rows = 0;
            for (UUID each : same(execute, open)) {
                rows += rows < PIECES_AT_ONCE ? execute.delete(EXPORTED, each, PIECES_AT_ONCE - rows) : 0;
            }
            open.count(execute, "export_pieces_erased", rows);
            return new Removal(rows, rows == PIECES_AT_ONCE);
        });
    }

    /** Forgets who it was about, here and in earlier requests, and tells how many imports were at work beside it. */
    public Removal seal(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            long unfinished = execute.get(UNFINISHED, open.id())
                    .map(row -> row.column("unfinished").get(Long.class))
                    .orElse(0L);
            open.count(execute, "imports_unfinished", unfinished);
            long sealed = 0;
            for (UUID each : same(execute, open)) {
                sealed += execute.update(SEAL, each);
            }
            return new Removal(sealed, false);
        });
    }

    /** Requests about the same customer, this one among them. */
    private static List<UUID> same(DbExecute execute, RequestProgress open) {
        return execute.query(SAME, open.subject().folded())
                .map(row -> row.column("id").get(UUID.class))
                .toList();
    }
}
