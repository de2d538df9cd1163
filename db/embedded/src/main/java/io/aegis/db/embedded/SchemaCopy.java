/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Copies a schema of a server: tables with their rows and foreign keys, sequences, triggers. To migrate one anew takes three times
 * as long.
 *
 * @param from the schema, which nobody changes meanwhile
 */
record SchemaCopy(String from) {

    /** Copies all of it into the empty schema of a connection. */
    void into(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
            for (String sequence : names(statement, "tables", "table_name", "table_type = 'SEQUENCE'")) {
                statement.execute(definition(statement, "SEQUENCE " + from + "." + sequence, 2));
            }
            for (String table : names(statement, "tables", "table_name", "table_type = 'BASE TABLE'")) {
                statement.execute(definition(statement, "TABLE " + from + "." + table, 2));
                if (hasRows(statement, table)) {
                    statement.execute("INSERT INTO " + table + " SELECT * FROM " + from + "." + table);
                }
            }
            for (String trigger : names(statement, "triggers", "trigger_name", "TRUE")) {
                statement.execute(definition(statement, "TRIGGER " + from + "." + trigger, 3));
            }
        }
    }

    private List<String> names(Statement statement, String view, String column, String which) throws SQLException {
        String schema = view.equals("tables") ? "table_schema" : "trigger_schema";
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT " + column + " FROM information_schema." + view + " WHERE "
                + schema + " = '" + from + "' AND " + which)) {
            while (rows.next()) {
                names.add(Objects.requireNonNull(rows.getString(1)));
            }
        }
        return names;
    }

    private static String definition(Statement statement, String what, int column) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW CREATE " + what)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(column));
        }
    }

    private boolean hasRows(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + from + "." + table + " LIMIT 1")) {
            return rows.next();
        }
    }
}
