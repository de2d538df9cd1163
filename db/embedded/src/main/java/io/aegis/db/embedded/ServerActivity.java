/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether a server that lets nobody in works, as when it recovers: it writes to its log, or takes more processor time than one
 * that idles. Not thread-safe.
 */
final class ServerActivity {

    /** An idling server takes a tenth of this in ten seconds, one that is stopped none. */
    private static final Duration WORK = Duration.ofMillis(300);

    private final ProcessHandle process;
    private final Path log;
    private Duration worked;
    private long logged;

    ServerActivity(ProcessHandle process, Path log) {
        this.process = process;
        this.log = log;
        this.worked = processorTime();
        this.logged = size();
    }

    /** Whether it has done something since this was asked the last time. */
    boolean hasMoved() {
        Duration now = processorTime();
        long size = size();
        if (size == logged && now.minus(worked).compareTo(WORK) < 0) {
            return false;
        }
        worked = now;
        logged = size;
        return true;
    }

    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            // There is none yet.
            return 0;
        }
    }
}
