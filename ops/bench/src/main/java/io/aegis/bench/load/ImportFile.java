/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * Imports a file of new texts by the running product, then loads the same file by the database's own {@code LOAD DATA LOCAL
 * INFILE} into a table of one column: what the file costs when nothing is analysed, indexed or counted.
 */
final class ImportFile implements Scenario {

    private static final double WANTED_ROWS_PER_SECOND = 20_000;
    private static final int PRIVILEGE_IS_MISSING = 1227;
    private static final double NANOS = 1e9;

    private final DatabaseAccess account;

    ImportFile(DatabaseAccess account) {
        this.account = account;
    }

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        long rows = bench.options().number(LoadOption.COUNT, 200_000, 1_000, 5_000_000);
        var limit = Duration.ofSeconds(bench.options().number(LoadOption.LIMIT_SECONDS, 600, 1, 3_600));
        Path file = Files.createTempFile("aegis-import", ".csv");
        try {
            UploadedFile.write(file, bench.complaints(), 0, rows);
            JsonNode done = new UploadedFile(bench, file).imported(limit);
            OptionalLong loaded = loaded(file, rows);
            var counts = new Counts();
            counts.add("import", done.path("status").asText());
            counts.add("bytes of the file", Long.toString(Files.size(file)));
            counts.add(
                    "LOAD DATA LOCAL INFILE, rows/s",
                    loaded.isPresent()
                            ? Long.toString(loaded.getAsLong())
                            : "local_infile is off, and this account may not switch it on");
            return new ScenarioFindings(
                    List.of(),
                    counts.sums(),
                    List.of(
                            Goal.exactly(
                                    "rows stored",
                                    rows,
                                    done.path("rows_stored").asLong()),
                            Goal.atLeast(
                                    "rows/s analysed and stored",
                                    WANTED_ROWS_PER_SECOND,
                                    done.path("rows_per_second").asDouble())));
        } finally {
            Files.delete(file);
        }
    }

    /** Rows a second; empty where the account may not allow such loads. */
    private OptionalLong loaded(Path file, long rows) throws IOException {
        try (Connection admin = connect();
                Statement statement = admin.createStatement()) {
            boolean off = isOff(statement);
            if (off && !mayAllow(statement)) {
                return OptionalLong.empty();
            }
            // What a connection may load is settled when it is made.
            try (Connection connection = connect();
                    Statement load = connection.createStatement()) {
                return OptionalLong.of(Math.round(loaded(load, file, rows)));
            } finally {
                if (off) {
                    statement.execute("SET GLOBAL local_infile = 0");
                }
            }
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("allowLocalInfile", "true");
        return DriverManager.getConnection(account.url(), properties);
    }

    private static boolean isOff(Statement statement) throws SQLException {
        try (ResultSet allowed = statement.executeQuery("SELECT @@GLOBAL.local_infile")) {
            return allowed.next() && !allowed.getBoolean(1);
        }
    }

    private static boolean mayAllow(Statement statement) throws SQLException {
        try {
            statement.execute("SET GLOBAL local_infile = 1");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == PRIVILEGE_IS_MISSING) {
                return false;
            }
            throw e;
        }
    }

    private static double loaded(Statement statement, Path file, long rows) throws IOException, SQLException {
        statement.execute("CREATE OR REPLACE TABLE bench_load (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
                + " content TEXT CHARACTER SET utf8mb4 NOT NULL) ENGINE=InnoDB");
        try {
            long begun = System.nanoTime();
            int loaded = statement.executeUpdate(
                    "LOAD DATA LOCAL INFILE '" + file.toString().replace("'", "''")
                            + "' INTO TABLE bench_load CHARACTER SET utf8mb4 FIELDS OPTIONALLY ENCLOSED BY '\"'"
                            + " ESCAPED BY '' IGNORE 1 LINES (content)");
            if (loaded != rows) {
                throw new IOException("LOAD DATA took " + loaded + " of " + rows + " rows");
            }
            return rows / ((System.nanoTime() - begun) / NANOS);
        } finally {
            statement.execute("DROP TABLE bench_load");
        }
    }
}
