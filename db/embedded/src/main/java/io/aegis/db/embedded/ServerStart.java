/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One attempt to have a server on a data folder: the one that lives there, else a new process. */
final class ServerStart {

    /** Others start in well under this; a crash recovery of a full redo log is what may take long. */
    private static final Duration OTHERS_START_WITHIN = Duration.ofMinutes(2);

    /** One that works takes as long as it takes, as after a crash with a full redo log. */
    private static final Duration STARTING_STALLS_FOR = Duration.ofMinutes(2);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
    /** A server that did not answer is not likely to end in an orderly manner either. */
    private static final Duration HUNG_ENDS_WITHIN = Duration.ofSeconds(3);

    /** A killed server has no command line any more while its memory is freed, and its files are closed last. */
    private static final Duration DYING_LETS_GO_WITHIN = Duration.ofSeconds(5);

    private static final int PORT_ATTEMPTS = 5;

    private final DataFolder folder;
    private final ServerOptions options;
    private final Path cache;
    private final Duration silence;
    private final Consumer<String> progress;

    /**
     * Prepares an attempt.
     *
     * @param cache where the server's programs are unpacked
     * @param silence how long a living server may let nobody in and do nothing before it counts as hung
     */
    ServerStart(DataFolder folder, ServerOptions options, Path cache, Duration silence, Consumer<String> progress) {
        this.folder = folder;
        this.options = options;
        this.cache = cache;
        this.silence = silence;
        this.progress = progress;
    }

    /**
     * A server that has accepted a login.
     *
     * @throws EmbeddedDatabaseException when there is none to be had
     */
    EmbeddedMariaDb run() {
        try (FolderLock _ = FolderLock.of(folder.lockFile(), OTHERS_START_WITHIN)) {
            Optional<ConnectionSettings> known = ConnectionSettings.read(folder.connectionFile());
            Optional<ServerProcess> living = ServerProcess.of(folder.data());
            if (living.isPresent()) {
                if (known.isPresent() && answers(living.get(), known.get())) {
                    return takenOver(living.get(), known.get());
                }
                progress.accept("MariaDB (pid " + living.get().pid() + ") lives but lets nobody in; restarting it");
                living.get().stop(HUNG_ENDS_WITHIN, progress);
            }
            return started(known);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The database in " + folder.root() + " could not be started (" + DataFolder.reason(e) + ").", e);
        }
    }

    private boolean answers(ServerProcess server, ConnectionSettings settings) {
        StallTimeout timeout = timeout(silence, server.handle());
        do {
            Login login = Login.attempt(settings.onPort(server.port()));
            if (login != Login.SILENT) {
                return login == Login.ACCEPTED;
            }
        } while (server.isAlive() && timeout.pause());
        return false;
    }

    private StallTimeout timeout(Duration length, ProcessHandle server) {
        return new StallTimeout(length, new ServerActivity(server, folder.log())::hasMoved, System::nanoTime);
    }

    private EmbeddedMariaDb takenOver(ServerProcess server, ConnectionSettings known) throws IOException {
        if (options.port().isPresent() && options.port().getAsInt() != server.port()) {
            throw new EmbeddedDatabaseException("MariaDB (pid " + server.pid() + ") already serves " + folder.root()
                    + " on port " + server.port() + ". Stop it before you start it on another port.");
        }
        ConnectionSettings settings = known.onPort(server.port());
        settings.write(folder.connectionFile());
        progress.accept("MariaDB is running already (pid " + server.pid() + ")");
        return new EmbeddedMariaDb(folder, settings, progress);
    }

    private EmbeddedMariaDb started(Optional<ConnectionSettings> known) throws IOException {
        folder.checkSpace(Files.getFileStore(folder.root()).getUsableSpace(), progress);
        folder.checkNotInUse(DYING_LETS_GO_WITHIN);
        ConnectionSettings settings =
                onOpenPort(known.orElseGet(() -> ConnectionSettings.generate(options.usualPort(), new SecureRandom())));
        Map<String, String> environment = System.getenv();
        Machine machine = Machine.here(environment);
        ServerBinaries binaries =
                ServerBinaries.choose(machine, environment.getOrDefault("AEGIS_MARIADBD", ""), cache, progress);
        if (!folder.isInitialised()) {
            progress.accept("creating the database in " + folder.data());
            ServerLog.mark(folder, "of the bootstrap");
            SystemTables.create(folder, binaries, options);
        }
        for (int attempt = 1; ; attempt++) {
            // Before the server knows the passwords: a start that is killed in between must not lose them.
            settings.write(folder.connectionFile());
            try {
                launch(machine, binaries, settings);
                return new EmbeddedMariaDb(folder, settings, progress);
            } catch (EmbeddedDatabaseException e) {
                boolean raced = options.port().isEmpty() && ServerLog.saysPortTaken(folder);
                if (!raced || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                settings = onOpenPort(settings);
            }
        }
    }

    private ConnectionSettings onOpenPort(ConnectionSettings settings) throws IOException {
        return settings.onPort(port(settings.port()));
    }

    /** The port to try: the one demanded, else the one remembered, else any. */
    private int port(int remembered) throws IOException {
        if (options.port().isPresent()) {
            int only = options.port().getAsInt();
            if (!isFree(only)) {
                throw new EmbeddedDatabaseException("Port " + only + " on 127.0.0.1 is taken by another program."
                        + " Stop that, or set AEGIS_DATABASE_PORT to another port.");
            }
            return only;
        }
        if (remembered != 0 && isFree(remembered)) {
            return remembered;
        }
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            if (remembered != 0) {
                progress.accept("port " + remembered + " is taken by another program; using " + any.getLocalPort());
            }
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void launch(Machine machine, ServerBinaries binaries, ConnectionSettings settings) throws IOException {
        InitFile.write(folder.initFile(), settings, options.testSchemas());
        ServerLog.mark(folder, "on port " + settings.port());
        Process process = new ProcessBuilder(ServerCommand.serve(machine, binaries, folder, options, settings.port()))
                .directory(folder.root().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        try {
            StallTimeout timeout = timeout(STARTING_STALLS_FOR, process.toHandle());
            Duration told = Duration.ZERO;
            while (Login.attempt(settings) != Login.ACCEPTED) {
                if (!process.isAlive() || !timeout.pause()) {
                    throw ServerLog.failure(folder);
                }
                if (timeout.waited().minus(told).compareTo(TOLD_EVERY) >= 0) {
                    told = timeout.waited();
                    progress.accept(
                            "waiting for MariaDB, for " + told.toSeconds() + " s; it says: " + ServerLog.last(folder));
                }
            }
        } catch (EmbeddedDatabaseException e) {
            process.destroyForcibly();
            throw e;
        } finally {
            Files.deleteIfExists(folder.initFile());
        }
    }
}
