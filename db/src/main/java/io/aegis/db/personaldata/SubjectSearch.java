/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the rows of feedback that are a customer's: by reference through an index, by address in all texts and what was sent with
 * them, some thousand rows at a time. Thread-safe.
 */
public final class SubjectSearch {

    private static final int FOUND_AT_ONCE = 500;

    private static final String BY_REFERENCE = """
            SELECT DISTINCT feedback_id FROM submission WHERE customer_ref = ? AND feedback_id > ?
            ORDER BY feedback_id LIMIT\s""" + FOUND_AT_ONCE;

    /** The last of the next two thousand rows, more than which no statement looks through. */
    private static final String BOUND = "SELECT id FROM feedback WHERE id > ? ORDER BY id LIMIT 1 OFFSET 1999";

    private static final String BY_ADDRESS = """
            SELECT id AS feedback_id FROM feedback
            WHERE id > ? AND id <= ? AND (
              %s OR %s OR %s
              OR EXISTS (SELECT 1 FROM submission WHERE feedback_id = feedback.id AND %s)
              OR EXISTS (SELECT 1 FROM review WHERE feedback_id = feedback.id AND %s)
              OR EXISTS (SELECT 1 FROM triage_note WHERE feedback_id = feedback.id AND %s)
              OR EXISTS (SELECT 1 FROM replaced_note WHERE feedback_id = feedback.id AND %s))""".formatted(
                    SubjectColumns.holding("clean_content"),
                    SubjectColumns.holdingInAnyCase("raw_content"),
                    SubjectColumns.holding("COALESCE(resolution_note, '')"),
                    SubjectColumns.ADDRESSED,
                    SubjectColumns.holding("COALESCE(note, '')"),
                    SubjectColumns.holding("note"),
                    SubjectColumns.holding("note"));

    private static final int PAIRS = 6 + SubjectColumns.ADDRESSED_PAIRS;

    private static final MultiRowInsert FOUND = new MultiRowInsert("""
            INSERT INTO data_request_row (request_id, feedback_id) VALUES (?, ?) ON DUPLICATE KEY UPDATE feedback_id = feedback_id""");

    private final Transactions transactions;

    /** Searches a database. */
    public SubjectSearch(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Looks through some more rows, in one transaction.
     *
     * @return how many were found, and whether there are others to look through
     */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, SubjectSearch::within);
    }

    private static Removal within(DbExecute execute, RequestProgress open) {
        String value = open.subject().value();
        List<UUID> found;
        Optional<UUID> reached;
        if (open.subject().kind() == DataSubject.Kind.CUSTOMER_REF) {
            found = ids(execute, BY_REFERENCE, List.of(value, open.position()));
            reached = found.size() < FOUND_AT_ONCE ? Optional.empty() : Optional.of(found.getLast());
        } else {
            reached = execute.get(BOUND, open.position())
                    .map(row -> row.column("id").get(UUID.class));
            UUID last = reached.orElse(new UUID(-1, -1));
            List<Object> parameters = new ArrayList<>(List.of(open.position(), last));
            parameters.addAll(open.subject().spellings(PAIRS));
            found = ids(execute, BY_ADDRESS, parameters);
        }
        FOUND.insert(execute, found, id -> List.of(open.id(), id));
        open.count(execute, "texts_found", found.size());
        open.moveTo(execute, reached.orElse(RequestProgress.START));
        return new Removal(found.size(), reached.isPresent());
    }

    private static List<UUID> ids(DbExecute execute, String sql, List<Object> parameters) {
        return execute.createQuery(sql)
                .params(parameters)
                .execute()
                .map(row -> row.column("feedback_id").get(UUID.class))
                .toList();
    }
}
