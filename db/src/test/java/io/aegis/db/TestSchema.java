/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.db.embedded.Account;
import io.aegis.db.embedded.EmbeddedMariaDb;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A migrated schema of its own on the one real server of this test JVM. */
public final class TestSchema implements AutoCloseable {

    /** A deadline that only a failing test meets. */
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final String name;
    private final Database database;

    private TestSchema(String name, PoolSizes sizes) {
        this.name = name;
        this.database = Database.open(settings(), sizes, Ticker.system(), new Random());
    }

    public static TestSchema create() {
        return create(PoolSizes.DEFAULT);
    }

    public static TestSchema create(PoolSizes sizes) {
        return new TestSchema(Server.DB.newSchemaLike(Migrated.SCHEMA), sizes);
    }

    /** A schema without tables. */
    public static TestSchema createEmpty() {
        return new TestSchema(Server.DB.newSchema(), PoolSizes.DEFAULT);
    }

    public static Deadline ample() {
        return within(AMPLE);
    }

    public static Deadline within(Duration length) {
        return Deadline.after(Ticker.system(), length);
    }

    public Database database() {
        return database;
    }

    /** Settings as an application gets them. */
    public Map<String, String> environment() {
        return Server.DB.settings(name);
    }

    public DatabaseSettings settings() {
        return DatabaseSettings.from(environment(), DatabaseAccount.ONLINE);
    }

    /** The same schema as the scoring path gets it. Close it. */
    public ReadAccess openReadOnly() {
        return Database.openReadOnly(
                DatabaseSettings.from(environment(), DatabaseAccount.SCORING), 2, Ticker.system(), new Random());
    }

    public DatabaseSettings adminSettings() {
        return DatabaseSettings.from(environment(), DatabaseAccount.ADMIN);
    }

    /** A connection beside the pools, to look behind the scenes. */
    public Connection connect() throws SQLException {
        return Server.DB.connect(Account.ADMIN, name);
    }

    /** A connection of the same account as the pools': it sees their statements, and may kill them. */
    public Connection rival() throws SQLException {
        return Server.DB.connect(Account.ONLINE, name);
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

    /** Changes rows behind the product's back. */
    public void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Opens the same schema by another way to the server. */
    public Database open(int port, PoolSizes sizes) {
        DatabaseSettings direct = settings();
        return Database.open(
                new DatabaseSettings(
                        direct.jdbcUrl().replaceFirst(":\\d+/", ":" + port + "/"), direct.user(), direct.password()),
                sizes,
                Ticker.system(),
                new Random());
    }

    /** The port of the server itself. */
    public static int serverPort() {
        return Server.DB.port();
    }

    /** Process id of the server. */
    public static long serverPid() {
        return Server.DB.pid().orElseThrow();
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
