/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server's command line. */
final class ServerCommand {

    private ServerCommand() {}

    /** What the server and its bootstrap share. */
    static List<String> basics(ServerBinaries binaries, Path data, DataFolder folder, ServerOptions options) {
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--basedir=" + binaries.home(),
                "--datadir=" + data,
                "--tmpdir=" + folder.scratch(),
                "--lc-messages-dir=" + binaries.share(),
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=" + options.bufferPoolMiB() + "M",
                "--innodb-log-file-size=" + options.redoLogMiB() + "M",
                // Pages a second that are written back, and at most when the redo log fills. With more of them they
                // came in bursts, behind which new rows waited; imports are as fast (decisions.md).
                "--innodb-io-capacity=250",
                "--innodb-io-capacity-max=1000",
                "--innodb-flush-neighbors=0",
                // Counts over all feedback read one index from end to end, again and again; by default what is read so
                // makes room for itself alone, and is read from files each time (FIGURES.md).
                "--innodb-old-blocks-time=0",
                // What is deleted is overwritten when it is purged, and not when its place is needed: the erasure of a
                // customer leaves nothing in the files of tables (customers.md).
                "--innodb-immediate-scrub-data-uncompressed=1",
                // Only for system and temporary tables here; the default of 128 MiB each is for MyISAM and Aria sites.
                "--aria-pagecache-buffer-size=8M",
                "--key-buffer-size=1M",
                // One partition asks for an eighth of the file descriptors that eight do, and few sites have those.
                "--table-open-cache-instances=1"));
        if (isRoot()) {
            // The server refuses to run as root unless that is said to be meant.
            command.add("--user=root");
        }
        return command;
    }

    /** A server for applications on this machine. */
    static List<String> serve(
            Machine machine, ServerBinaries binaries, DataFolder folder, ServerOptions options, int port) {
        // Ctrl-C and the end of a terminal are for those who started it.
        List<String> command = new ArrayList<>(machine.ownSession());
        command.addAll(basics(binaries, folder.data(), folder, options));
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                // No socket: its path may have 107 bytes at most, and TCP serves everybody here.
                "--socket=",
                "--skip-ssl",
                "--skip-name-resolve",
                "--local-infile=" + (options.localInfile() ? 1 : 0),
                "--pid-file=" + folder.pidFile(),
                "--log-error=" + folder.log(),
                "--init-file=" + folder.initFile(),
                "--max-connections=" + options.maxConnections(),
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_uca1400_ai_ci",
                "--default-time-zone=+00:00",
                "--innodb-flush-log-at-trx-commit=1"));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
