/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.InList;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts what was learned of labels on rows of which neither an LLM nor a person has said anything, and takes it back. A row that has
 * changed since it was read stays as it is. Thread-safe.
 */
public final class LearnedVerdicts {

    /** Most rows of one page. */
    public static final int MAX_PAGE = 500;

    /** Before all ids. */
    public static final UUID FIRST = new UUID(0, 0);

    private static final String FALLBACK =
            LearnedRow.SELECT + " AND source = 'FALLBACK' AND decided_at IS NULL AND " + LearnedRow.ENGLISH;

    private static final String PAGE =
            FALLBACK + " AND feedback_vector.feedback_id > ? ORDER BY feedback_vector.feedback_id LIMIT ?";

    private static final String SOME = FALLBACK + " AND feedback.id IN (" + InList.MARKS + ")";

    private static final String CHANGE = """
            UPDATE feedback SET sentiment = ?, topics = ?, is_urgent = ?, priority = ?, ruled_priority = ?,
              verdict_priority = NULL, department = ?,
              confidence = ?, provider = ?, evidence = ?, updated_at = GREATEST(updated_at, ?), version = version + 1
            WHERE id = ? AND version = ? AND source = 'FALLBACK' AND decided_at IS NULL""";

    private static final String APPLIED = "SELECT applied_version FROM learned_pass WHERE id = 1";

    private static final String APPLY = "UPDATE learned_pass SET applied_version = ? WHERE id = 1";

    private static final Duration WAKING = Duration.ofDays(1);

    private final Transactions transactions;
    private final Alerts alerts;
    private final String model;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /**
     * Works on a database.
     *
     * @param alerts what is raised where a row turns out to be urgent
     * @param model what made the vectors
     * @param ids new UUIDv7s
     * @param clock for the times of changes
     */
    public LearnedVerdicts(
            Transactions transactions, Alerts alerts, String model, Supplier<UUID> ids, InstantSource clock) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.model = model;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Rows that have a vector, in the order of their ids.
     *
     * @param after the last id of the page before, or {@link #FIRST}
     * @param limit 1 to {@value #MAX_PAGE}; anything else counts as the nearest of these
     */
    public List<LearnedRow> page(UUID after, int limit, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(PAGE, model, after, Math.clamp(limit, 1, MAX_PAGE))) {
                return rows.map(LearnedRow::read).toList();
            }
        });
    }

    /** Those of these rows, in no order. */
    public List<LearnedRow> find(List<UUID> rows, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            List<LearnedRow> found = new ArrayList<>();
            InList.each(rows, block -> {
                List<Object> parameters = new ArrayList<>(List.of(model));
                parameters.addAll(InList.filled(block));
                execute.createQuery(SOME)
                        .params(parameters)
                        .execute()
                        .map(LearnedRow::read)
                        .forEach(found::add);
            });
            return found;
        });
    }

    /**
     * Changes rows in one transaction, and enters it into the audit trail.
     *
     * @return how many were still as they had been read
     */
    public int apply(List<LearnedChange> changes, Deadline deadline) throws DatabaseUnavailableException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.transaction(deadline, execute -> {
            int changed = 0;
            for (LearnedChange change : changes) {
                changed += apply(execute, change, now) ? 1 : 0;
            }
            return changed;
        });
    }

    private boolean apply(DbExecute execute, LearnedChange change, Instant now) {
        UUID id = change.row().id();
        boolean taken = execute.update(
                        CHANGE,
                        change.labels().sentiment().name(),
                        EnumBits.of(change.labels().topics()),
                        change.labels().urgent(),
                        change.priority().name(),
                        change.learned() ? change.ruledPriority().name() : null,
                        change.labels().department().name(),
                        change.confidence(),
                        change.provider(),
                        RuleIds.format(change.evidence()),
                        Utc.of(now),
                        id,
                        change.row().version())
                == 1;
        if (taken) {
            new AnalysisRow(
                            id,
                            ids.get(),
                            "HEURISTIC",
                            change.provider(),
                            change.labels(),
                            change.confidence(),
                            Optional.empty(),
                            true,
                            now)
                    .insert(execute);
            raise(execute, change, now);
        }
        return taken;
    }

    /** Of a row that has waited for a day nobody is woken: a new model looks through years of them. */
    private void raise(DbExecute execute, LearnedChange change, Instant now) {
        if (change.alarming() && change.row().createdAt().isAfter(now.minus(WAKING))) {
            FeedbackRow.find(execute, change.row().id())
                    .filter(row -> row.status() == Status.OPEN)
                    .ifPresent(row ->
                            alerts.raise(execute, UrgentAlert.EVENT, row.id(), UrgentAlert.payload(execute, row)));
        }
    }

    /** The version of the model that all rows were looked through with; 0 when that was none. */
    public int applied(Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(
                deadline,
                execute -> execute.get(APPLIED)
                        .map(row -> row.column(1).get(Integer.class))
                        .orElse(0));
    }

    /** Keeps that all rows were looked through. */
    public void applied(int version, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> execute.update(APPLY, version));
    }
}
