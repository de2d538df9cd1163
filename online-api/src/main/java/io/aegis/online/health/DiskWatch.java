/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.DiskRoom;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database's disk has room. A database that runs out of it hangs or ends, and takes longer to come back than it takes to
 * make room; so writing is refused before. {@link #look} is to be called every {@link #EVERY} by a thread that may block. What cannot
 * be known, such as the disk of a server elsewhere without the plugin {@code disks}, refuses nothing. Thread-safe.
 */
public final class DiskWatch {

    /** Between two looks: at 50 MB/s a tenth of the usual reserve. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    /** Beginnings of paths that store nothing, or that help to make room. */
    public static final Set<String> EXEMPT = Set.of("/batch/", "/session", "/feedback/imports/preview");

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final DiskRoom room;

    /**
     * A watch that has not looked yet.
     *
     * @param gauge tells how much is left
     * @param leastBytes below which nothing is written
     */
    public DiskWatch(DiskRoom.Gauge gauge, long leastBytes) {
        this.room = new DiskRoom(gauge, leastBytes);
    }

    /** Looks once. While the database does not answer, what it said last stands. */
    public void look() {
        try {
            if (room.look()) {
                LOG.atWarn()
                        .addKeyValue("full", room.full())
                        .addKeyValue("free_bytes", room.freeBytes().orElse(-1))
                        .log("the room on the database's disk changed");
            }
        } catch (DatabaseUnavailableException e) {
            LOG.atDebug().log("the database's disk cannot be asked for");
        }
    }

    /** Whether nothing is to be written. */
    public boolean full() {
        return room.full();
    }

    /** What is left, in bytes; empty when that is not known. */
    public OptionalLong freeBytes() {
        return room.freeBytes();
    }

    /**
     * Refuses what would write while nothing is to be written.
     *
     * @throws ProblemException 503
     */
    public void refuseWhenFull() {
        if (room.full()) {
            throw ProblemException.diskFull(RETRY_AFTER);
        }
    }
}
