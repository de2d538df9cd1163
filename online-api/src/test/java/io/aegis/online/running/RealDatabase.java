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

    private RealDatabase(Path folder, EmbeddedMariaDb server, String schema, boolean own) {
        this.folder = folder;
        this.server = server;
        this.schema = schema;
        this.own = own;
    }

    /** The server is started once for all tests of this JVM. */
    private static final class Shared {
        private static final Path FOLDER = Path.of("target", "mariadb");
        private static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.start(FOLDER);

        /** Stays as it is: to copy it takes a third of the time of migrating one. */
        private static final String SCHEMA = migrated(SERVER);
    }

    private static String migrated(EmbeddedMariaDb server) {
        String schema = server.newSchema();
        Migrations.migrate(DatabaseSettings.from(server.settings(schema), DatabaseAccount.ADMIN));
        return schema;
    }

    /** A schema on the server that all tests share. */
    public static RealDatabase shared() {
        return new RealDatabase(Shared.FOLDER, Shared.SERVER, Shared.SERVER.newSchemaLike(Shared.SCHEMA), false);
    }

    /** A server of its own, for tests that kill it. */
    static RealDatabase own(String name) {
        Path folder = Path.of("target", "mariadb-" + name);
        EmbeddedMariaDb server = EmbeddedMariaDb.start(folder);
        return new RealDatabase(folder, server, migrated(server), true);
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
