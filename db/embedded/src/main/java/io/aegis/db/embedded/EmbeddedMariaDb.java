/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A running MariaDB server on this machine, reachable on loopback only, with the schema {@code aegis} and the {@linkplain
 * Account accounts}. Neither starting nor stopping ever deletes data. Thread-safe.
 *
 * <p>In a test: {@code try (var db = EmbeddedMariaDb.start(folder)) { ... db.newSchema() ... }}. After a test has killed
 * the server ({@link #pid()}), {@code start} on the same folder brings it back with its data, on the same port.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    /** The schema of the product. */
    public static final String SCHEMA = "aegis";

    private static final Duration HUNG_AFTER = Duration.ofSeconds(10);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);

    private final DataFolder folder;
    private final ConnectionSettings settings;
    private final Consumer<String> progress;

    EmbeddedMariaDb(DataFolder folder, ConnectionSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * A server for tests, on any free port, ended with this JVM at the latest.
     *
     * @param folder where its data are, or will be
     * @throws EmbeddedDatabaseException when there is none to be had
     */
    public static EmbeddedMariaDb start(Path folder) {
        return start(folder, ServerOptions.forTests(), _ -> {});
    }

    /**
     * The server that runs on a folder's data: the one that lives there already, else a new process.
     *
     * @param folder where its data are, or will be; also its log, and {@code database.env} with the way to reach it
     * @param progress told, in a line each, what takes long or is not as usual
     * @throws EmbeddedDatabaseException when there is none to be had, with the reason and what helps
     */
    public static EmbeddedMariaDb start(Path folder, ServerOptions options, Consumer<String> progress) {
        DataFolder data = DataFolder.prepare(folder);
        Path cache = ProgramCache.choose(System.getenv(), data.cache());
        EmbeddedMariaDb db = new ServerStart(data, options, cache, HUNG_AFTER, progress).run();
        if (options.endsWithJvm()) {
            Runtime.getRuntime().addShutdownHook(new Thread(db::close, "stop-mariadb"));
        }
        return db;
    }

    /**
     * Stops the server that runs on a folder's data, cleanly if it lets itself.
     *
     * @return whether there was one
     * @throws EmbeddedDatabaseException when it cannot be stopped
     */
    public static boolean stop(Path folder, Consumer<String> progress) {
        return DataFolder.existing(folder)
                .flatMap(existing -> ServerProcess.of(existing.data()))
                .map(server -> {
                    server.stop(STOPS_WITHIN, progress);
                    return true;
                })
                .orElse(false);
    }

    /** The port on 127.0.0.1 that it listens on. */
    public int port() {
        return settings.port();
    }

    /** The server's process id; empty when it has ended. */
    public Optional<Long> pid() {
        return process().map(ServerProcess::pid);
    }

    /** The JDBC address of a schema. */
    public String url(String schema) {
        return settings.url(schema);
    }

    /** The password of an account. */
    public String password(Account account) {
        return settings.password(account);
    }

    /**
     * The settings that lead an application to a schema of this server: {@code DATABASE_URL}, and user and password of
     * every account.
     */
    public Map<String, String> settings(String schema) {
        return settings.settings(schema);
    }

    /**
     * A connection to a schema.
     *
     * @throws SQLException when the server does not let the account in
     */
    public Connection connect(Account account, String schema) throws SQLException {
        return DriverManager.getConnection(url(schema), account.user(), password(account));
    }

    /**
     * Creates an empty schema that all accounts may use as they may use {@code aegis}. For servers started for tests.
     *
     * @return its name
     * @throws EmbeddedDatabaseException when the server refuses
     */
    public String newSchema() {
        String name = "aegis_test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = connect(Account.ADMIN, SCHEMA);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            return name;
        } catch (SQLException e) {
            throw new EmbeddedDatabaseException("The schema " + name + " could not be created.", e);
        }
    }

    /**
     * Makes a schema with all that another has, such as one that was migrated for all tests of a JVM.
     *
     * @param migrated which nobody changes meanwhile
     * @return its name
     * @throws EmbeddedDatabaseException when the server refuses
     */
    public String newSchemaLike(String migrated) {
        String name = newSchema();
        try (Connection connection = connect(Account.ADMIN, name)) {
            new SchemaCopy(migrated).into(connection);
            return name;
        } catch (SQLException e) {
            throw new EmbeddedDatabaseException("The schema " + migrated + " could not be copied.", e);
        }
    }

    /** Stops the server and waits for its end; when it has ended already, does nothing. */
    @Override
    public void close() {
        process().ifPresent(server -> server.stop(STOPS_WITHIN, progress));
    }

    private Optional<ServerProcess> process() {
        return ServerProcess.of(folder.data());
    }
}
