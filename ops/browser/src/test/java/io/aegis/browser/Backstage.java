/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.keys.KeyStore;
import io.aegis.db.keys.Role;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What happens where no browser looks: keys are made, models are trained, an LLM refuses a text. */
final class Backstage {

    private static final Ticker TICKER = Ticker.system();

    private Backstage() {}

    @FunctionalInterface
    private interface Work<T> {
        T with(Database database, Deadline deadline) throws Exception;
    }

    private static <T> T at(Product product, Work<T> work) throws Exception {
        try (Database database = Database.open(
                DatabaseSettings.from(product.database(), DatabaseAccount.ONLINE),
                PoolSizes.DEFAULT,
                TICKER,
                new Random())) {
            return work.with(database, Deadline.after(TICKER, Duration.ofSeconds(20)));
        }
    }

    /** A new key that opens so much. */
    static String key(Product product, Role role) throws Exception {
        return at(
                product,
                (database, deadline) -> new KeyStore(database, UUID::randomUUID, new SecureRandom())
                        .create(role.label(), Set.of(role), deadline)
                        .secret());
    }

    /**
     * Texts about crashes as they came: one in ten minutes for three weeks, the last of which half an hour ago, and since then one in five
     * seconds.
     */
    static void burst(Product product) throws Exception {
        rows(product, 1, 3_000, "UTC_TIMESTAMP(6) - INTERVAL 30 MINUTE - INTERVAL (3000 - seq) * 600 SECOND");
        rows(product, 10_001, 10_360, "UTC_TIMESTAMP(6) - INTERVAL (10360 - seq) * 5 SECOND");
    }

    private static void rows(Product product, int first, int last, String moment) throws Exception {
        at(
                product,
                (database, deadline) ->
                        database.transaction(deadline, execute -> execute.insert("""
                                INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent, priority,
                                  department, confidence, source, provider, vader_neg, vader_neu, vader_pos, vader_compound,
                                  adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at, updated_at)
                                SELECT UUID(), UNHEX(SHA2(CONCAT('crash ', seq), 256)), CONCAT('Crash ', seq), CONCAT('Crash ', seq), 'NEGATIVE',
                                  4, FALSE, 'MEDIUM', 'ENGINEERING', .5, 'FALLBACK', 'heuristic', 0, 1, 0, 0, 0, '[]', 'en', FALSE, at, at, at
                                FROM (SELECT seq, %s AS at FROM seq_%d_to_%d) AS made""".formatted(moment, first, last))));
    }

    /** In how many columns of the schema a text stands. */
    static long mentions(Product product, String text) throws Exception {
        return at(
                product,
                (database, deadline) -> database.read(deadline, execute -> {
                    long found = 0;
                    List<DbRow> columns = execute.query("""
                            SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type
                              IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'mediumblob', 'longblob', 'varbinary')""").toList();
                    for (DbRow column : columns) {
                        String name = column.column("column_name").get(String.class);
                        String table = column.column("table_name").get(String.class);
                        found += execute.query(
                                        "SELECT 1 FROM `%s` WHERE CONVERT(`%s` USING utf8mb4) LIKE ? LIMIT 1"
                                                .formatted(table, name),
                                        "%" + text + "%")
                                .count();
                    }
                    return found;
                }));
    }

    /** An LLM did not want to deal with the text of this row. */
    static void refuse(Product product, String feedback) throws Exception {
        long rows = at(
                product,
                (database, deadline) -> database.transaction(
                        deadline,
                        execute -> execute.update(
                                "UPDATE feedback SET ai_refused = TRUE WHERE id = ?", UUID.fromString(feedback))));
        if (rows != 1) {
            throw new IllegalStateException("there is no row " + feedback);
        }
    }

    /** A model of a service as training leaves it, but for its bytes, which no process can read; gives its version. */
    static int model(Product product, String service, double worth, boolean promoted) throws Exception {
        byte[] bytes = "no forest".getBytes(StandardCharsets.UTF_8);
        String evaluation = """
                {"method": "the last 30 %% of the time, after what it was trained on", "moments": 432, "episodes": 3,
                 "average_precision": {"model": %s, "streaming": 0.41, "chance": 0.05}, "promoted": %s,
                 "reason": "average precision %s against 0.41 of the streaming detector"}""".formatted(worth, promoted, worth);
        return at(
                product,
                (database, deadline) -> new ModelStore(database, Clock.systemUTC())
                        .add(
                                new NewModel(
                                        ModelKind.ANOMALY,
                                        Optional.of(service),
                                        "{\"moments\": 1008, \"series\": 4, \"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-14T00:00:00Z\"}",
                                        evaluation,
                                        MessageDigest.getInstance("SHA-256").digest(bytes),
                                        bytes,
                                        promoted),
                                deadline));
    }
}
