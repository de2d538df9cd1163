/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A request that is being worked on, within one transaction that holds its row: who it is about, and how far the step is.
 *
 * @param id of the request
 * @param subject who
 * @param position how far the step is
 */
record RequestProgress(UUID id, DataSubject subject, UUID position) {

    /** Before all. */
    static final UUID START = new UUID(0, 0);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OPEN = """
            SELECT subject_kind, subject, position FROM data_request
            WHERE id = ? AND subject IS NOT NULL AND finished_at IS NULL FOR UPDATE""";

    /** Rows of a transaction. */
    static final int AT_ONCE = 50;

    private static final String ROWS =
            "SELECT feedback_id FROM data_request_row WHERE request_id = ? ORDER BY feedback_id LIMIT " + AT_ONCE;

    private static final String DONE = "DELETE FROM data_request_row WHERE request_id = ? AND feedback_id = ?";

    private static final String MOVE = "UPDATE data_request SET position = ? WHERE id = ?";

    private static final String COUNT = """
            UPDATE data_request
            SET counts = JSON_SET(counts, CONCAT('$.', ?), COALESCE(JSON_VALUE(counts, CONCAT('$.', ?)), 0) + ?)
            WHERE id = ?""";

    private static final String NAMED =
            "SELECT COALESCE(still_named, '[]') AS still_named FROM data_request WHERE id = ?";

    private static final String NAME = "UPDATE data_request SET still_named = ? WHERE id = ?";

    /** Whoever has so much to change needs no longer list. */
    private static final int MOST_NAMED = 100;

    /** What a step does of a request in one transaction. */
    @FunctionalInterface
    interface Step {
        Removal in(DbExecute execute, RequestProgress open);
    }

    /** Does some of a step, in one transaction; nothing of a request that is done, or whose customer was erased. */
    static Removal within(Transactions transactions, UUID id, Deadline deadline, Step step)
            throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> open(execute, id).map(open -> step.in(execute, open)).orElse(new Removal(0, false)));
    }

    /** Some rows that were found and are not dealt with, fewer than {@link #AT_ONCE} at the end. */
    List<UUID> rows(DbExecute execute) {
        return execute.query(ROWS, id)
                .map(row -> row.column("feedback_id").get(UUID.class))
                .toList();
    }

    /** Notes that a row is dealt with. */
    void done(DbExecute execute, UUID row) {
        execute.delete(DONE, id, row);
    }

    /**
     * Changes or removes what holds the customer.
     *
     * @param sql takes the id of what it is in, and so many pairs of spellings
     * @return how many rows
     */
    long change(DbExecute execute, String sql, UUID of, int pairs) {
        return change(execute, sql, of, subject.spellings(pairs));
    }

    /**
     * The same by other parameters.
     *
     * @param holding follow the id
     */
    long change(DbExecute execute, String sql, UUID of, List<Object> holding) {
        List<Object> parameters = new ArrayList<>(List.of(of));
        parameters.addAll(holding);
        return execute.createDmlStatement(sql).params(parameters).execute();
    }

    /** The request, unless it is done, or another erasure took away who it is about. */
    private static Optional<RequestProgress> open(DbExecute execute, UUID id) {
        return execute.get(OPEN, id)
                .map(row -> new RequestProgress(
                        id,
                        new DataSubject(
                                row.column("subject_kind").get(DataSubject.Kind.class),
                                row.column("subject").get(String.class)),
                        row.column("position").get(UUID.class)));
    }

    /** Notes how far the step is. */
    void moveTo(DbExecute execute, UUID reached) {
        execute.update(MOVE, reached, id);
    }

    /** Counts more of something, also none. */
    void count(DbExecute execute, String what, long more) {
        execute.update(COUNT, what, what, more, id);
    }

    /** Notes what still names the customer; what is noted already is not noted twice. */
    void named(DbExecute execute, List<RemainingMention> more) {
        Set<RemainingMention> all = new LinkedHashSet<>(stillNamed(
                execute.get(NAMED, id).orElseThrow().column("still_named").get(String.class)));
        all.addAll(more);
        try {
            execute.update(
                    NAME, JSON.writeValueAsString(all.stream().limit(MOST_NAMED).toList()), id);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names can always be written", e);
        }
    }

    /** What still names the customer, as it is stored. */
    static List<RemainingMention> stillNamed(String stored) {
        try {
            return JSON.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names are stored as JSON", e);
        }
    }

    /** Counts as they are stored. */
    static Map<String, Long> counts(String stored) {
        try {
            return JSON.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are stored as JSON", e);
        }
    }
}
