/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement on a connection of its own, in the schema {@code aegis}. */
final class Sql {

    private Sql() {}

    static void execute(EmbeddedMariaDb db, Account account, String sql) throws SQLException {
        try (Connection connection = db.connect(account, EmbeddedMariaDb.SCHEMA);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row's first column. */
    static String query(EmbeddedMariaDb db, Account account, String sql) throws SQLException {
        try (Connection connection = db.connect(account, EmbeddedMariaDb.SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
