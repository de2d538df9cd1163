package io.aegis.db.usage;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
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
            SELECT SUM(calls), SUM(failures), SUM(timeouts), SUM(late_upgrades), SUM(input_tokens), SUM(output_tokens),
              SUM(cost_micro_usd)
            FROM llm_usage""";

    private static final String COST_OF_DAY = "SELECT SUM(cost_micro_usd) FROM llm_usage WHERE day = ?";

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
                session -> session.update(
                        ADD,
                        parameters -> parameters
                                .add(today())
                                .add(provider)
                                .add(model)
                                .add(usage.calls())
                                .add(usage.failures())
                                .add(usage.timeouts())
                                .add(usage.lateUpgrades())
                                .add(usage.inputTokens())
                                .add(usage.outputTokens())
                                .add(usage.costMicroUsd())));
    }

    /** What was spent since midnight UTC, in millionths of a US dollar. */
    public long todayCost(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                        deadline,
                        session -> session.first(COST_OF_DAY, parameters -> parameters.add(today()), Row::number))
                .orElse(0L);
    }

    /** Everything ever added, within a session of the caller's. */
    public static LlmUsage total(Session session) throws SQLException {
        return session.first(
                        TOTAL,
                        Session.Binding.NONE,
                        row -> new LlmUsage(
                                row.number(),
                                row.number(),
                                row.number(),
                                row.number(),
                                row.number(),
                                row.number(),
                                row.number()))
                .orElseThrow();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
