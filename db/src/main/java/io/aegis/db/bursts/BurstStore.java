/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.db.overview.TrendDimension;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps the bursts that were found. Thread-safe. */
public final class BurstStore {

    /** A burst that nobody has judged for so long is not told any more: the job does not run. */
    public static final Duration STALE = Duration.ofMinutes(20);

    private static final String SEE = """
            INSERT INTO feedback_burst
              (dimension, value, aspect, began_at, seen_at, observed, total, low, high, group_id, group_texts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), observed = VALUES(observed), total = VALUES(total),
              low = VALUES(low), high = VALUES(high), group_id = VALUES(group_id), group_texts = VALUES(group_texts),
              ended_at = NULL""";

    private static final String END = """
            UPDATE feedback_burst SET ended_at = ?
            WHERE dimension = ? AND value = ? AND aspect = ? AND ended_at IS NULL""";

    private static final String OPEN = """
            SELECT dimension, value, aspect, began_at, seen_at, observed, total, low, high, group_id, group_texts
            FROM feedback_burst WHERE ended_at IS NULL AND seen_at >= ?
            ORDER BY observed - high DESC, dimension, value, aspect LIMIT 100""";

    private static final String PURGE =
            "DELETE FROM feedback_burst WHERE seen_at < ? ORDER BY dimension, value, aspect, began_at LIMIT ?";

    private final ReadAccess reads;
    private final Transactions transactions;

    /**
     * Keeps them in a database.
     *
     * @param reads for looking
     * @param transactions for changes
     */
    public BurstStore(ReadAccess reads, Transactions transactions) {
        this.reads = reads;
        this.transactions = transactions;
    }

    /** Those that go on, as of a moment, the largest first. */
    public List<StoredBurst> current(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        return since(now.minus(STALE), deadline);
    }

    /** Those that nobody has ended, however long ago they were judged. */
    public List<StoredBurst> open(Deadline deadline) throws DatabaseUnavailableException {
        return since(Instant.EPOCH, deadline);
    }

    private List<StoredBurst> since(Instant moment, Deadline deadline) throws DatabaseUnavailableException {
        return reads.read(
                deadline,
                execute -> execute.query(OPEN, Utc.of(moment))
                        .map(BurstStore::read)
                        .toList());
    }

    /** Notes bursts that begin or go on, and the ends of others, in one transaction; safe to repeat. */
    public void note(List<StoredBurst> going, List<SeriesName> over, Instant now, Deadline deadline)
            throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            for (SeriesName each : over) {
                execute.update(
                        END,
                        Utc.of(now),
                        each.by().name(),
                        each.value(),
                        each.aspect().name());
            }
            going.forEach(each -> see(execute, each));
            return going.size();
        });
    }

    private static void see(DbExecute execute, StoredBurst each) {
        FeedbackBurst burst = each.burst();
        execute.insert(
                SEE,
                each.series().by().name(),
                each.series().value(),
                each.series().aspect().name(),
                Utc.of(burst.since()),
                Utc.of(each.seen()),
                burst.observed(),
                burst.total(),
                burst.low(),
                burst.high(),
                each.mostly().map(MainGroup::id).orElse(null),
                each.mostly().map(MainGroup::texts).orElse(null));
    }

    /** Removes up to so many that are older. */
    public long purge(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> execute.update(PURGE, Utc.of(before), most));
    }

    private static StoredBurst read(DbRow row) {
        BurstAspect aspect = row.column("aspect").get(BurstAspect.class);
        return new StoredBurst(
                new SeriesName(
                        row.column("dimension").get(TrendDimension.class),
                        row.column("value").get(String.class),
                        aspect),
                new FeedbackBurst(
                        aspect,
                        row.column("began_at").get(Instant.class),
                        row.column("observed").get(Long.class),
                        row.column("total").get(Long.class),
                        row.column("low").get(Long.class),
                        row.column("high").get(Long.class)),
                row.column("group_id")
                        .as(UUID.class)
                        .asOptional()
                        .map(id -> new MainGroup(id, row.column("group_texts").get(Long.class))),
                row.column("seen_at").get(Instant.class));
    }
}
