/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.Migrations;
import io.aegis.db.embedded.Account;
import io.aegis.db.embedded.EmbeddedMariaDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** A real MariaDB with a migrated schema of a test's own. */
public final class RealDatabase implements AutoCloseable {

    private final Path folder;
    private EmbeddedMariaDb server;
    private final String schema;
    private final boolean own;

    private RealDatabase(Path folder, EmbeddedMariaDb server, boolean own) {
        this.folder = folder;
        this.server = server;
        this.own = own;
        this.schema = server.newSchema();
        Migrations.migrate(DatabaseSettings.from(settings(), DatabaseAccount.ADMIN));
    }

    /** The server is started once for all tests of this JVM. */
    private static final class Shared {
        private static final Path FOLDER = Path.of("target", "mariadb");
        private static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.start(FOLDER);
    }

    /** A schema on the server that all tests share. */
    public static RealDatabase shared() {
        return new RealDatabase(Shared.FOLDER, Shared.SERVER, false);
    }

    /** A server of its own, for tests that kill it. */
    static RealDatabase own(String name) {
        Path folder = Path.of("target", "mariadb-" + name);
        return new RealDatabase(folder, EmbeddedMariaDb.start(folder), true);
    }

    /** The settings that lead an application here. */
    public Map<String, String> settings() {
        return server.settings(schema);
    }

    long pid() {
        return server.pid().orElseThrow();
    }

    /** Brings a killed server back. */
    void restart() {
        server = EmbeddedMariaDb.start(folder);
    }

    /** The first number that a query gives. */
    public long number(String sql, Object... values) throws SQLException {
        try (Connection connection = server.connect(Account.ADMIN, schema);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Changes rows behind the product's back. */
    public void change(String sql) throws SQLException {
        try (Connection connection = server.connect(Account.ADMIN, schema);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    public void close() {
        if (own) {
            server.close();
        }
    }
}
