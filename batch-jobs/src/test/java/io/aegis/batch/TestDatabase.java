/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.Migrations;
import io.aegis.db.PoolSizes;
import io.aegis.db.embedded.Account;
import io.aegis.db.embedded.EmbeddedMariaDb;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.settings.Environment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.context.ConfigurableApplicationContext;

/** A migrated schema of a test's own, on the one real server of this test JVM. */
public final class TestDatabase implements AutoCloseable {

    /** A deadline that only a failing test meets. */
    private static final Duration AMPLE = Duration.ofSeconds(20);

    /** A cron expression whose next time no test lives to see. */
    private static final String NEVER = "0 0 0 29 2 *";

    private static final List<String> SCHEDULES = List.of(
            "RECONCILE_CRON",
            "RETENTION_CRON",
            "TRAIN_CRON",
            "FAILURE_WATCH_CRON",
            "FEEDBACK_EMBED_CRON",
            "FEEDBACK_GROUP_CRON",
            "OWN_TOPICS_CRON",
            "FEEDBACK_TRAIN_CRON",
            "FEEDBACK_BURST_CRON");

    private final String schema;
    private final Database database;

    private TestDatabase(String schema) {
        this.schema = schema;
        this.database = Database.open(
                DatabaseSettings.from(settings(), DatabaseAccount.BATCH),
                PoolSizes.DEFAULT,
                Ticker.system(),
                new Random());
    }

    public static TestDatabase create() {
        return new TestDatabase(Server.DB.newSchemaLike(Migrated.SCHEMA));
    }

    public static Deadline ample() {
        return Deadline.after(Ticker.system(), AMPLE);
    }

    public Database database() {
        return database;
    }

    /**
     * The settings that lead an application here. No schedule of its own fires unless the test sets it: whether a test that
     * counts executions meets one would depend on the second it runs in.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Server.DB.settings(schema));
        for (String schedule : SCHEDULES) {
            settings.put(schedule, NEVER);
        }
        return settings;
    }

    /** The batch application within this JVM, with further settings. */
    public ConfigurableApplicationContext start(Map<String, String> further) {
        Map<String, String> all = new HashMap<>(settings());
        all.put("AEGIS_BATCH_PORT", "0");
        all.putAll(further);
        return BatchApplication.start(BatchSettings.from(Environment.of(all, Path.of("target"))));
    }

    /** The first column of the first row of a query. */
    public String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** The first column of the first row of a query. */
    public long number(String sql) throws SQLException {
        return Long.parseLong(value(sql));
    }

    /** Changes rows behind the product's back. */
    public void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection beside the pools. */
    public Connection connect() throws SQLException {
        return Server.DB.connect(Account.ADMIN, schema);
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Server {
        private static final EmbeddedMariaDb DB = EmbeddedMariaDb.start(Path.of("target", "mariadb"));
    }

    /** A migrated schema that stays as it is: to copy it takes a third of the time of migrating one. */
    private static final class Migrated {
        private static final String SCHEMA = migrated();

        private static String migrated() {
            String schema = Server.DB.newSchema();
            Migrations.migrate(DatabaseSettings.from(Server.DB.settings(schema), DatabaseAccount.ADMIN));
            return schema;
        }
    }
}
