/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.InList;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Marks rows that may be urgent in other words than the rules know, and asks a person about each. Thread-safe. */
public final class PossibleUrgency {

    /** Only where nobody has said more: no rule, no LLM and no person. What was learned is English. */
    private static final String SUSPECTED = """
            SELECT id FROM feedback
            WHERE id IN (%s) AND source = 'FALLBACK' AND decided_at IS NULL AND NOT is_urgent AND NOT possibly_urgent
              AND NOT unreadable AND language IN ('en', 'und') ORDER BY id FOR UPDATE""".formatted(InList.MARKS);

    private static final String MARK = """
            UPDATE feedback SET possibly_urgent = TRUE, needs_review = TRUE, updated_at = GREATEST(updated_at, ?),
              version = version + 1 WHERE id = ?""";

    private final Transactions transactions;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /**
     * Marks rows of a database.
     *
     * @param ids new UUIDv7s
     * @param clock for the times of reviews
     */
    public PossibleUrgency(Transactions transactions, Supplier<UUID> ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Marks those of these rows that may be, in one transaction.
     *
     * @return how many were marked
     */
    public int mark(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.transaction(deadline, execute -> {
            List<UUID> suspected = new ArrayList<>();
            InList.each(
                    rows,
                    block -> execute.createQuery(SUSPECTED)
                            .params(InList.filled(block))
                            .execute()
                            .map(row -> row.column("id").get(UUID.class))
                            .forEach(suspected::add));
            suspected.forEach(row -> mark(execute, row, now));
            return suspected.size();
        });
    }

    private void mark(DbExecute execute, UUID row, Instant now) {
        execute.update(MARK, Utc.of(now), row);
        ReviewRow.open(execute, ids.get(), row, Set.of(ReviewReason.POSSIBLY_URGENT), Optional.empty(), now);
    }
}
