/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.openloop.Client;
import io.aegis.bench.load.openloop.Outcome;
import io.aegis.bench.load.text.Complaints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * What the database alone can do: durable inserts of single rows, and reads by hash, without any API before them. The limit to
 * print beside the API's figures. A closed loop: read the times from sending. Uses a table of its own and drops it.
 */
final class RawDatabase implements Scenario {

    private static final String TIMEOUT_MILLIS = "10000";
    private static final OptionalLong NOT_TOLD = OptionalLong.empty();

    private final DatabaseAccess account;

    RawDatabase(DatabaseAccess account) {
        this.account = account;
    }

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        int clients = (int) bench.options().number(LoadOption.CLIENTS, 16, 1, 200);
        long inserts = bench.options().number(LoadOption.COUNT, 10_000, 100, 1_000_000);
        var limit = Duration.ofSeconds(bench.options().number(LoadOption.LIMIT_SECONDS, 120, 1, 3_600));
        Complaints complaints = bench.complaints();
        String table = "bench_raw_" + Long.toString(bench.clock().millis(), Character.MAX_RADIX);
        var counts = new Counts();
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            countSettings(statement, counts);
            // As the product's own: a key that grows, a unique hash, the text.
            statement.execute(
                    "CREATE TABLE " + table
                            + " (id BINARY(16) PRIMARY KEY, content_hash BINARY(32) NOT NULL UNIQUE, content TEXT NOT NULL) ENGINE=InnoDB");
            try {
                var warmup = ArrivalSchedule.allAtOnce(0, inserts / 10);
                var written = ArrivalSchedule.allAtOnce(warmup.end(), inserts);
                List<Phase> phases = new ArrayList<>();
                try (var writers = new Rows(clients, () -> new Insert(connect(), table, complaints))) {
                    bench.closed("warm-up", warmup, writers.clients, limit);
                    phases.add(bench.closed("raw inserts", written, writers.clients, limit));
                }
                try (var readers = new Rows(clients, () -> new Read(connect(), table, complaints, written.end()))) {
                    bench.closed("warm-up", ArrivalSchedule.allAtOnce(0, inserts), readers.clients, limit);
                    phases.add(bench.closed(
                            "raw reads", ArrivalSchedule.allAtOnce(0, inserts * 2), readers.clients, limit));
                }
                return new ScenarioFindings(phases, counts.sums(), goals(phases));
            } finally {
                statement.execute("DROP TABLE " + table);
            }
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        }
    }

    private static List<Goal> goals(List<Phase> phases) {
        return phases.stream()
                .map(phase -> Goal.exactly(
                        phase.name() + " gone wrong", 0, phase.result().others("ok")))
                .toList();
    }

    /** An insert is only as durable as these say. */
    private static void countSettings(Statement statement, Counts counts) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit, @@sync_binlog, @@log_bin")) {
            row.next();
            counts.add("innodb_flush_log_at_trx_commit", row.getString(1));
            counts.add("sync_binlog", row.getString(2));
            counts.add("log_bin", row.getString(3));
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", TIMEOUT_MILLIS);
        properties.setProperty("socketTimeout", TIMEOUT_MILLIS);
        return DriverManager.getConnection(account.url(), properties);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Maker {
        Client make() throws SQLException;
    }

    private static final class Rows implements AutoCloseable {

        private final List<Client> clients = new ArrayList<>();

        Rows(int size, Maker maker) throws SQLException {
            for (int i = 0; i < size; i++) {
                clients.add(maker.make());
            }
        }

        @Override
        public void close() throws IOException {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    /** A client whose every call is one prepared statement in its own transaction. */
    private abstract static class Prepared implements Client {

        private final Connection connection;
        private final PreparedStatement statement;

        Prepared(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            statement = connection.prepareStatement(sql);
        }

        abstract boolean done(PreparedStatement statement, long number) throws SQLException;

        @Override
        public Outcome call(long number) throws IOException {
            try {
                return new Outcome(done(statement, number) ? "ok" : "wrong", NOT_TOLD);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class Insert extends Prepared {

        private final Complaints complaints;

        Insert(Connection connection, String table, Complaints complaints) throws SQLException {
            super(connection, "INSERT INTO " + table + " (id, content_hash, content) VALUES (?, ?, ?)");
            this.complaints = complaints;
        }

        @Override
        boolean done(PreparedStatement statement, long number) throws SQLException {
            String text = complaints.text(number);
            statement.setBytes(1, ByteBuffer.allocate(16).putLong(8, number).array());
            statement.setBytes(2, hash(text));
            statement.setString(3, text);
            return statement.executeUpdate() == 1;
        }
    }

    private static final class Read extends Prepared {

        private final Complaints complaints;
        private final long rows;

        Read(Connection connection, String table, Complaints complaints, long rows) throws SQLException {
            super(connection, "SELECT id, content FROM " + table + " WHERE content_hash = ?");
            this.complaints = complaints;
            this.rows = rows;
        }

        @Override
        boolean done(PreparedStatement statement, long number) throws SQLException {
            String text = complaints.text(number % rows);
            statement.setBytes(1, hash(text));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getString(2).equals(text);
            }
        }
    }
}
