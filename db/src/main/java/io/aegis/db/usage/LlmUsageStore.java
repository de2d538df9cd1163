/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Adds up the use of LLMs per UTC day, provider and model, over all processes. Thread-safe. */
public final class LlmUsageStore {

    private static final String ADD = """
            INSERT INTO llm_usage (day, provider, model, calls, failures, timeouts, late_upgrades, input_tokens,
              output_tokens, cost_micro_usd)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE calls = calls + VALUES(calls), failures = failures + VALUES(failures),
              timeouts = timeouts + VALUES(timeouts), late_upgrades = late_upgrades + VALUES(late_upgrades),
              input_tokens = input_tokens + VALUES(input_tokens), output_tokens = output_tokens + VALUES(output_tokens),
              cost_micro_usd = cost_micro_usd + VALUES(cost_micro_usd)""";

    private static final String TOTAL = """
            SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(failures), 0) AS failures,
              COALESCE(SUM(timeouts), 0) AS timeouts, COALESCE(SUM(late_upgrades), 0) AS late_upgrades,
              COALESCE(SUM(input_tokens), 0) AS input_tokens, COALESCE(SUM(output_tokens), 0) AS output_tokens,
              COALESCE(SUM(cost_micro_usd), 0) AS cost_micro_usd
            FROM llm_usage""";

    private static final String COST_OF_DAY = "SELECT COALESCE(SUM(cost_micro_usd), 0) FROM llm_usage WHERE day = ?";

    private final Database database;
    private final Clock clock;

    /** Writes to a database; the clock says which day it is. */
    public LlmUsageStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds to today's sums. Should the answer to the commit be lost, it may be added twice.
     *
     * @param provider such as {@code openai}, up to 64 characters
     * @param model up to 128 characters
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(String provider, String model, LlmUsage usage, Deadline deadline)
            throws DatabaseUnavailableException {
        database.transaction(
                deadline,
                execute -> execute.insert(
                        ADD,
                        today(),
                        provider,
                        model,
                        usage.calls(),
                        usage.failures(),
                        usage.timeouts(),
                        usage.lateUpgrades(),
                        usage.inputTokens(),
                        usage.outputTokens(),
                        usage.costMicroUsd()));
    }

    /** What was spent since midnight UTC, in millionths of a US dollar. */
    public long todayCost(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(COST_OF_DAY, today())
                        .map(row -> row.column(1).get(Long.class))
                        .orElse(0L));
    }

    /** Everything ever added, within work of the caller's. */
    public static LlmUsage total(DbExecute execute) {
        return execute.get(TOTAL).map(LlmUsageStore::usage).orElseThrow();
    }

    private static LlmUsage usage(DbRow row) {
        return new LlmUsage(
                row.column("calls").get(Long.class),
                row.column("failures").get(Long.class),
                row.column("timeouts").get(Long.class),
                row.column("late_upgrades").get(Long.class),
                row.column("input_tokens").get(Long.class),
                row.column("output_tokens").get(Long.class),
                row.column("cost_micro_usd").get(Long.class));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
