/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.db.embedded.Account;
import io.aegis.db.embedded.EmbeddedMariaDb;
import io.aegis.db.embedded.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What MariaDB alone makes of a file: {@code LOAD DATA LOCAL INFILE} into a table of one column, where nothing is analysed, indexed
 * or counted. The product's own server takes files from nobody, so this is a second one, of the same version and size, whose
 * data lie beside the product's for as long as it runs.
 *
 * @param beside folder whose disk is to be used
 * @param progress told what is going on
 */
record BareLoad(Path beside, PrintStream progress) {

    private static final double NANOS = 1e9;

    /**
     * Loads a file of CSV with a header.
     *
     * @param rows how many it has
     * @return rows a second
     * @throws IOException when the server does not start, refuses, or takes another number of rows
     */
    double rowsPerSecond(Path file, long rows) throws IOException {
        Path folder = Files.createTempDirectory(beside.toAbsolutePath(), "bench-load-");
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, ServerOptions.forBenchmarks(), progress::println)) {
            return loaded(server, file, rows);
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private static double loaded(EmbeddedMariaDb server, Path file, long rows) throws IOException, SQLException {
        var properties = new Properties();
        properties.setProperty("user", Account.ADMIN.user());
        properties.setProperty("password", server.password(Account.ADMIN));
        properties.setProperty("allowLocalInfile", "true");
        try (Connection connection = DriverManager.getConnection(server.url(EmbeddedMariaDb.SCHEMA), properties);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bench_load (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
                    + " content TEXT CHARACTER SET utf8mb4 NOT NULL) ENGINE=InnoDB");
            long begun = System.nanoTime();
            int loaded = statement.executeUpdate(
                    "LOAD DATA LOCAL INFILE '" + file.toString().replace("'", "''")
                            + "' INTO TABLE bench_load CHARACTER SET utf8mb4 FIELDS OPTIONALLY ENCLOSED BY '\"'"
                            + " ESCAPED BY '' IGNORE 1 LINES (content)");
            if (loaded != rows) {
                throw new IOException("LOAD DATA took " + loaded + " of " + rows + " rows");
            }
            return rows / ((System.nanoTime() - begun) / NANOS);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
