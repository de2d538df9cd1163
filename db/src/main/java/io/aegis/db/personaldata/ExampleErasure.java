/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes the customer's texts out of the examples of topics that operators made, before the texts go by which they are recognised.
 * Thread-safe.
 */
public final class ExampleErasure {

    private static final String LIST = "SELECT version FROM own_topic_list WHERE id = 1 FOR UPDATE";

    /** From the last, so that what is removed moves none that is still to be removed. */
    private static final String FOUND = """
            SELECT number, place FROM own_topic
              JOIN JSON_TABLE(examples, '$[*]' COLUMNS (
                place FOR ORDINALITY, example VARCHAR(500) PATH '$')) AS listed
            WHERE %s OR EXISTS (
              SELECT 1 FROM feedback JOIN data_request_row ON feedback_id = id
              WHERE content_hash = UNHEX(SHA2(example, 256)) AND request_id = ?)
            ORDER BY number, place DESC""".formatted(SubjectColumns.holdingInAnyCase("example"));

    private static final String ALL = """
            SELECT number, place, example FROM own_topic
              JOIN JSON_TABLE(examples, '$[*]' COLUMNS (
                place FOR ORDINALITY, example VARCHAR(500) PATH '$')) AS listed
            ORDER BY number, place DESC""";

    private static final String REMOVE = """
            UPDATE own_topic SET examples = JSON_REMOVE(examples, CONCAT('$[', ?, ']')), changed_version = ?
            WHERE number = ?""";

    private static final String NEXT =
            "UPDATE own_topic_list SET version = ?, changed_at = UTC_TIMESTAMP(6) WHERE id = 1";

    private final Transactions transactions;

    /** Erases from a database. */
    public ExampleErasure(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Place(int topic, long place) {

        static Place of(DbRow row) {
            return new Place(
                    row.column("number").get(Integer.class), row.column("place").get(Long.class));
        }
    }

    /** Takes them all out, in one transaction. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, ExampleErasure::all);
    }

    private static Removal all(DbExecute execute, RequestProgress open) {
        long next = next(execute);
        List<Object> parameters = new ArrayList<>(open.subject().spellings(1));
        parameters.add(open.id());
        List<Place> found = execute.createQuery(FOUND)
                .params(parameters)
                .execute()
                .map(Place::of)
                .toList();
        remove(execute, found, next);
        open.count(execute, "examples_erased", found.size());
        return new Removal(found.size(), false);
    }

    /**
     * Takes examples that are one of some texts, in the transaction that erases these.
     *
     * @param texts as they are stored, sanitised
     */
    public static void remove(DbExecute execute, Collection<String> texts) {
        // Most texts are nobody's example, and need no lock of the list.
        if (!texts.isEmpty() && !among(execute, texts).isEmpty()) {
            long next = next(execute);
            remove(execute, among(execute, texts), next);
        }
    }

    private static List<Place> among(DbExecute execute, Collection<String> texts) {
        Set<String> wanted = Set.copyOf(texts);
        return execute.query(ALL)
                .filter(row -> wanted.contains(row.column("example").get(String.class)))
                .map(Place::of)
                .toList();
    }

    private static long next(DbExecute execute) {
        return execute.get(LIST).orElseThrow().column("version").get(Long.class) + 1;
    }

    private static void remove(DbExecute execute, List<Place> found, long next) {
        found.forEach(each -> execute.update(REMOVE, each.place() - 1, next, each.topic()));
        if (!found.isEmpty()) {
            execute.update(NEXT, next);
        }
    }
}
