/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.db.InList;
import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.UUID;

/** Marks rows that may be urgent in other words than the rules know. Thread-safe. */
public final class PossibleUrgency {

    /**
     * Only where nobody has said more: no rule, no LLM and no person. What was learned is English. The mark is no verdict, so
     * neither version nor time of change is touched.
     */
    private static final String MARK = """
            UPDATE feedback SET possibly_urgent = TRUE
            WHERE id IN (%s) AND source = 'FALLBACK' AND decided_at IS NULL AND NOT is_urgent AND NOT possibly_urgent
              AND NOT unreadable AND language IN ('en', 'und')""".formatted(InList.MARKS);

    private final Transactions transactions;

    /** Marks rows of a database. */
    public PossibleUrgency(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Marks those of these rows that may be, in one transaction.
     *
     * @return how many were marked
     */
    public long mark(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            long marked = 0;
            for (int from = 0; from < rows.size(); from += InList.SIZE) {
                List<UUID> block = rows.subList(from, Math.min(rows.size(), from + InList.SIZE));
                marked +=
                        execute.createUpdate(MARK).params(InList.filled(block)).execute();
            }
            return marked;
        });
    }
}
