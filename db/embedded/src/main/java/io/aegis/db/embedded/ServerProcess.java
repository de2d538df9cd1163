/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A living MariaDB server, known by the data folder on its command line. A pid in a file may belong to anybody by now;
 * a command line cannot lie about whose data are open.
 */
final class ServerProcess {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(15);
    private static final String DATA = "--datadir=";
    private static final String PORT = "--port=";

    private final ProcessHandle handle;
    private final Path data;
    private final int port;

    private ServerProcess(ProcessHandle handle, Path data, int port) {
        this.handle = handle;
        this.data = data;
        this.port = port;
    }

    /** The server that has this data folder open, if one lives on this machine. */
    static Optional<ServerProcess> of(Path data) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> of(process, data).stream())
                .findFirst();
    }

    private static Optional<ServerProcess> of(ProcessHandle process, Path data) {
        List<String> command = commandLine(process);
        // The bootstrap has no port, and is not a server.
        return command.getFirst().endsWith("/mariadbd") && command.contains(DATA + data)
                ? command.stream()
                        .filter(argument -> argument.startsWith(PORT))
                        .findFirst()
                        .map(argument ->
                                new ServerProcess(process, data, Integer.parseInt(argument.substring(PORT.length()))))
                : Optional.empty();
    }

    /** Never empty: a process that has gone, or a zombie, has one empty argument. */
    static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.UTF_8)
                            .split("\0", -1));
        } catch (IOException e) {
            // Gone in the meantime, or another user's where those are hidden: not ours either way. But macOS has no
            // such
            // files, and Java asks it otherwise.
            return Stream.concat(
                            Stream.of(process.info().command().orElse("")),
                            process.info().arguments().stream().flatMap(Stream::of))
                    .toList();
        }
    }

    long pid() {
        return handle.pid();
    }

    ProcessHandle handle() {
        return handle;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return of(handle, data).isPresent();
    }

    /**
     * Asks the server to end and waits; when it has not after {@code timeout} it is killed, which is said. Commits
     * survive either way.
     */
    void stop(Duration timeout, Consumer<String> progress) {
        handle.destroy();
        if (!endsWithin(timeout)) {
            progress.accept("MariaDB (pid " + pid() + ") did not end within " + timeout.toSeconds()
                    + " s and is killed; it recovers at its next start, nothing committed is lost");
            handle.destroyForcibly();
            if (!endsWithin(KILLED_WITHIN)) {
                throw new EmbeddedDatabaseException("MariaDB (pid " + pid()
                        + ") does not even end when killed: its disk or file system hangs. See to that first.");
            }
        }
    }

    private boolean endsWithin(Duration limit) {
        PollTimeout timeout = PollTimeout.of(limit);
        while (isAlive()) {
            if (!timeout.pause(POLL)) {
                return false;
            }
        }
        return true;
    }
}
