/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.UUID;

/** The parts that staged files are worked through in. Thread-safe. */
public final class ImportParts {

    /** One that is there already was found by a pass that was cut short, and is the same. */
    private static final String ADD = """
            INSERT INTO import_part (import_id, number, start_bytes, end_bytes, start_line) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE number = number""";

    private static final String OF_IMPORT = """
            SELECT number, start_bytes, end_bytes, start_line FROM import_part WHERE import_id = ? ORDER BY number""";

    private static final String MEASURE = "UPDATE feedback_import SET staged_bytes = ? WHERE id = ?";

    private static final String REMOVE = "DELETE FROM import_part WHERE import_id = ?";

    private final Transactions transactions;

    /** Parts in a database. */
    public ImportParts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Notes a part. */
    public void add(UUID id, ImportPart part, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(
                deadline,
                execute -> execute.update(
                        ADD,
                        id,
                        part.number(),
                        part.start().bytes(),
                        part.end(),
                        part.start().line()));
    }

    /** All parts of a file, in its order. */
    public List<ImportPart> of(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.query(OF_IMPORT, id)
                        .map(row -> new ImportPart(
                                row.column("number").get(Integer.class),
                                new Position(
                                        row.column("start_bytes").get(Long.class),
                                        row.column("start_line").get(Long.class)),
                                row.column("end_bytes").get(Long.class)))
                        .toList());
    }

    /**
     * Notes how long a file is as its positions count.
     *
     * @param length in bytes, or in records where positions are those
     */
    public void measure(UUID id, long length, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(MEASURE, length, id));
    }

    /** Forgets the parts of a file. */
    public void remove(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(REMOVE, id));
    }
}
