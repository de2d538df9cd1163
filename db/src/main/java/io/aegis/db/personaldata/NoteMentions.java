/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds notes on texts of others that name a customer who is known by reference, for people to change: such a reference may be a
 * number or a word, so that nobody but them can say whom it means there. By address they are erased with the texts. Thread-safe.
 */
public final class NoteMentions {

    /** The last of the next two thousand rows, more than which no statement looks through. */
    private static final String BOUND = "SELECT id FROM feedback WHERE id > ? ORDER BY id LIMIT 1 OFFSET 1999";

    private static final String NOTES =
            """
            SELECT id, resolution_note AS note FROM feedback WHERE id > ? AND id <= ? AND resolution_note IS NOT NULL AND %1$s
            UNION ALL SELECT feedback_id, note FROM review WHERE feedback_id > ? AND feedback_id <= ? AND note IS NOT NULL AND %2$s
            UNION ALL SELECT feedback_id, note FROM triage_note WHERE feedback_id > ? AND feedback_id <= ? AND %2$s
            UNION ALL SELECT feedback_id, note FROM replaced_note WHERE feedback_id > ? AND feedback_id <= ? AND %2$s
            LIMIT 1000""".formatted(SubjectColumns.holding("resolution_note"), SubjectColumns.holding("note"));

    private static final int PLACES = 4;

    private static final UUID LAST = new UUID(-1, -1);

    private final Transactions transactions;

    /** Searches a database. */
    public NoteMentions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Looks through some more rows; removes nothing. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, NoteMentions::within);
    }

    private static Removal within(DbExecute execute, RequestProgress open) {
        if (open.subject().kind() != DataSubject.Kind.CUSTOMER_REF) {
            return new Removal(0, false);
        }
        Optional<UUID> bound =
                execute.get(BOUND, open.position()).map(row -> row.column("id").get(UUID.class));
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            parameters.add(open.position());
            parameters.add(bound.orElse(LAST));
            parameters.addAll(open.subject().spellings(1));
        }
        SubjectMention customer = new SubjectMention(open.subject());
        Set<UUID> named = new LinkedHashSet<>();
        execute.createQuery(NOTES)
                .params(parameters)
                .execute()
                .filter(row -> customer.isIn(row.column("note").get(String.class)))
                .forEach(row -> named.add(row.column("id").get(UUID.class)));
        open.named(
                execute,
                named.stream()
                        .map(id -> new RemainingMention("note", id.toString()))
                        .toList());
        open.moveTo(execute, bound.orElse(RequestProgress.START));
        return new Removal(0, bound.isPresent());
    }
}
