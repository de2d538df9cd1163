/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The database as one of its accounts sees it.
 *
 * @param url of the schema
 * @param user of the account
 * @param password of it
 */
record Store(String url, String user, String password) {

    /** Reads what the launcher wrote down of the account with this suffix. */
    static Store of(Path file, String suffix) throws IOException {
        Map<String, String> said = Files.readAllLines(file).stream()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        return new Store(
                said.getOrDefault("DATABASE_URL", ""),
                said.getOrDefault("DATABASE_USER" + suffix, ""),
                said.getOrDefault("DATABASE_PASSWORD" + suffix, ""));
    }

    /** Every table and sequence with a checksum over its rows. */
    SortedMap<String, String> contents() throws SQLException {
        SortedMap<String, String> contents = new TreeMap<>();
        for (String table : names("BASE TABLE")) {
            contents.put(
                    table, column("CHECKSUM TABLE `" + table + "` EXTENDED", 2).getFirst());
        }
        for (String sequence : names("SEQUENCE")) {
            contents.put(
                    sequence,
                    column("SELECT next_not_cached_value FROM `" + sequence + "`", 1)
                            .getFirst());
        }
        return contents;
    }

    /** How tables, their keys and columns are defined. */
    SortedMap<String, String> definitions() throws SQLException {
        SortedMap<String, String> definitions = new TreeMap<>();
        for (String table : names("BASE TABLE")) {
            definitions.put(
                    table,
                    column("SHOW CREATE TABLE `" + table + "`", 2).getFirst().replaceAll(" AUTO_INCREMENT=\\d+", ""));
        }
        return definitions;
    }

    /** Tables that hold rows. */
    List<String> filled() throws SQLException {
        List<String> filled = new ArrayList<>();
        for (String table : names("BASE TABLE")) {
            if (!column("SELECT 1 FROM `" + table + "` LIMIT 1", 1).isEmpty()) {
                filled.add(table);
            }
        }
        return filled;
    }

    private List<String> names(String type) throws SQLException {
        return column(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'aegis' AND table_type = '"
                        + type + "' ORDER BY 1",
                1);
    }

    /** All tables. */
    List<String> tables() throws SQLException {
        return names("BASE TABLE");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A column of a query's rows. */
    List<String> column(String sql, int column) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(column)));
            }
            return values;
        }
    }
}
