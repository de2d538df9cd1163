/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what imports hold of a customer beside feedback as JSON: records that were refused, and names of files. It is what {@link
 * LeftoverErasure} erases. Thread-safe.
 */
public final class RejectExport {

    /** A record may be long, and a piece has 16 MiB at most. */
    private static final int AT_ONCE = 20;

    private static final String NEXT_IMPORT = """
            SELECT feedback_import.id, data_request.line FROM feedback_import JOIN data_request ON data_request.id = ?
            WHERE feedback_import.id > data_request.position ORDER BY feedback_import.id LIMIT 1""";

    private static final String REJECTS = """
            SELECT line, JSON_OBJECT('kind', 'import_reject', 'import_id', import_id, 'line', line, 'reason', reason,
              'content', content) AS object
            FROM import_reject WHERE import_id = ? AND line > ? AND (%s OR %s) ORDER BY line LIMIT %d""".formatted(
                    SubjectColumns.holdingInAnyCase("content"), SubjectColumns.holdingInAnyCase("reason"), AT_ONCE);

    private static final String NAMED = """
            SELECT JSON_OBJECT('kind', 'import', 'import_id', id, 'file_name', file_name, 'created_at', created_at) AS object
            FROM feedback_import WHERE id = ? AND\s""" + SubjectColumns.holding("file_name");

    private static final String MOVE = "UPDATE data_request SET line = ? WHERE id = ?";

    private final Transactions transactions;

    /** Exports from a database. */
    public RejectExport(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Writes some more records, in one transaction. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, RejectExport::within);
    }

    private static Removal within(DbExecute execute, RequestProgress open) {
        Optional<DbRow> next = execute.get(NEXT_IMPORT, open.id());
        if (next.isEmpty()) {
            open.moveTo(execute, RequestProgress.START);
            return new Removal(0, false);
        }
        UUID id = next.get().column("id").get(UUID.class);
        List<DbRow> rejects = holding(
                execute,
                REJECTS,
                open.subject().spellings(2),
                id,
                next.get().column("line").get(Long.class));
        SubjectExport.add(execute, open, "import_rejects_exported", objects(rejects));
        if (rejects.size() == AT_ONCE) {
            execute.update(MOVE, rejects.getLast().column("line").get(Long.class), open.id());
        } else {
            List<DbRow> named = holding(execute, NAMED, open.subject().spellings(1), id);
            SubjectExport.add(execute, open, "import_names_exported", objects(named));
            open.moveTo(execute, id);
            execute.update(MOVE, 0, open.id());
        }
        return new Removal(rejects.size(), true);
    }

    private static List<DbRow> holding(DbExecute execute, String sql, List<Object> spellings, Object... of) {
        List<Object> parameters = new ArrayList<>(List.of(of));
        parameters.addAll(spellings);
        return execute.createQuery(sql).params(parameters).execute().toList();
    }

    private static List<String> objects(List<DbRow> rows) {
        return rows.stream()
                .map(row -> ExportedObject.of(row.column("object").get(String.class))
                        .toString())
                .toList();
    }
}
