/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;

/** Stores the vectors of one model. Thread-safe. */
public final class FeedbackVectorStore {

    /** A row that has gone meanwhile is passed over. */
    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT IGNORE INTO feedback_vector (feedback_id, model, vector, created_at)
            VALUES (?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE model = VALUES(model), vector = VALUES(vector), created_at = VALUES(created_at)""");

    private final Transactions transactions;
    private final String model;
    private final InstantSource clock;

    /**
     * Stores into a database.
     *
     * @param model what made the vectors
     * @param clock for the times of vectors
     */
    public FeedbackVectorStore(Transactions transactions, String model, InstantSource clock) {
        this.transactions = transactions;
        this.model = model;
        this.clock = clock;
    }

    /** Stores vectors in one transaction, in place of those that their rows may have. Safe to repeat. */
    public void store(List<FeedbackVector> vectors, Deadline deadline) throws DatabaseUnavailableException {
        LocalDateTime now = Utc.of(clock.instant());
        transactions.transaction(
                deadline,
                execute -> INSERT.insert(
                        execute,
                        vectors,
                        each -> List.of(each.feedback(), model, each.vector().bytes(), now)));
    }
}
