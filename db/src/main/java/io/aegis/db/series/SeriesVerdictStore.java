/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.Database;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the newest verdict on each series. Thread-safe. */
public final class SeriesVerdictStore {

    /** Most verdicts of one transaction. */
    public static final int AT_ONCE = 2_000;

    /** The time comes last, as the columns before it are decided by what it was. */
    private static final MultiRowInsert PUT = new MultiRowInsert("""
            INSERT INTO series_verdict (hash, sampled_at, value, score, raw_score, anomalous_at, alert_since)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE
              value = IF(VALUES(sampled_at) >= sampled_at, VALUES(value), value),
              score = IF(VALUES(sampled_at) >= sampled_at, VALUES(score), score),
              raw_score = IF(VALUES(sampled_at) >= sampled_at, VALUES(raw_score), raw_score),
              alert_since = IF(VALUES(sampled_at) >= sampled_at, VALUES(alert_since), alert_since),
              anomalous_at = GREATEST(anomalous_at, VALUES(anomalous_at)),
              sampled_at = GREATEST(sampled_at, VALUES(sampled_at))""");

    private final Database database;

    /** Writes to a database. */
    public SeriesVerdictStore(Database database) {
        this.database = database;
    }

    private record Hashed(ByteBuffer hash, SeriesVerdict verdict) {}

    /**
     * Stores verdicts, in one transaction. What is known of a series gives way only to what is not older, so repeating is
     * safe.
     *
     * @param verdicts of different series, up to {@value #AT_ONCE}
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void put(List<SeriesVerdict> verdicts, Deadline deadline) throws DatabaseUnavailableException {
        // Everybody writes in the order of the key, so that nobody waits in a circle.
        List<Hashed> hashed = verdicts.stream()
                .map(each -> new Hashed(ByteBuffer.wrap(each.series().hash()), each))
                .sorted(Comparator.comparing(Hashed::hash))
                .toList();
        database.transaction(deadline, execute -> {
            PUT.insert(execute, hashed, SeriesVerdictStore::columns);
            return hashed.size();
        });
    }

    private static List<@Nullable Object> columns(Hashed each) {
        SeriesVerdict verdict = each.verdict();
        return Arrays.asList(
                each.hash().array(),
                Utc.of(verdict.sample().time()),
                verdict.sample().value(),
                verdict.score(),
                verdict.rawScore(),
                Utc.of(verdict.anomalousAt().orElse(Instant.EPOCH)),
                Utc.of(verdict.alertSince()));
    }
}
