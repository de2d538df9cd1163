/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What several processes share about each LLM provider: one budget of calls, of which each draws a block before it makes them,
 * and one moment until which the provider asked to be left alone. All times are the database's. Thread-safe.
 */
public final class ProviderShares {

    private static final double MINUTE_MICROS = TimeUnit.MINUTES.toMicros(1);

    private static final String ADD = """
            INSERT INTO llm_share (provider, calls, counted_at) VALUES (?, ?, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE provider = provider""";
    private static final String LEFT = """
            SELECT calls, GREATEST(0, TIMESTAMPDIFF(MICROSECOND, counted_at, UTC_TIMESTAMP(6))) AS since
            FROM llm_share WHERE provider = ? FOR UPDATE""";
    private static final String DRAW =
            "UPDATE llm_share SET calls = ?, counted_at = UTC_TIMESTAMP(6) WHERE provider = ?";
    private static final String BLOCK = """
            INSERT INTO llm_share (provider, calls, counted_at, blocked_until)
            VALUES (?, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)
            ON DUPLICATE KEY UPDATE
              blocked_until = GREATEST(COALESCE(blocked_until, VALUES(blocked_until)), VALUES(blocked_until))""";
    private static final String BLOCKED = """
            SELECT provider, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), blocked_until) AS remaining
            FROM llm_share WHERE blocked_until > UTC_TIMESTAMP(6)""";

    private final Transactions transactions;

    /** Shares in a database. */
    public ProviderShares(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Draws calls. What is not drawn is saved up, to a minute's worth.
     *
     * @param most how many are wanted
     * @param perMinute how many all processes together may make in a minute
     * @return how many may be made, 0 to {@code most}
     */
    public int draw(String provider, int most, int perMinute, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            execute.update(ADD, provider, (double) perMinute);
            double left =
                    execute.get(LEFT, provider).map(row -> left(row, perMinute)).orElse(0.0);
            int drawn = (int) Math.min(most, Math.floor(left));
            execute.update(DRAW, left - drawn, provider);
            return drawn;
        });
    }

    private static double left(DbRow row, int perMinute) {
        double since = row.column("since").get(Double.class);
        return Math.min(perMinute, row.column("calls").get(Double.class) + since / MINUTE_MICROS * perMinute);
    }

    /** Leaves a provider alone for so long, by all processes; what was asked for longer stays. */
    public void block(String provider, Duration pause, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(
                deadline, execute -> execute.update(BLOCK, provider, TimeUnit.NANOSECONDS.toMicros(pause.toNanos())));
    }

    /** The providers that are to be left alone, and for how much longer. */
    public Map<String, Duration> blocked(Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            Map<String, Duration> blocked = new HashMap<>();
            execute.query(BLOCKED)
                    .forEach(row -> blocked.put(
                            row.column("provider").get(String.class),
                            Duration.of(row.column("remaining").get(Long.class), ChronoUnit.MICROS)));
            return blocked;
        });
    }
}
