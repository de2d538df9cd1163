/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
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

    /** Room beyond the least that ends the refusals, one part in so many of it: else they would come and go. */
    private static final long MARGIN_PART = 10;

    private final Source source;
    private final long least;
    private volatile OptionalLong free = OptionalLong.empty();
    private volatile boolean full;

    /** Tells how many bytes are left. */
    @FunctionalInterface
    public interface Source {

        /** What is left, in bytes; empty when that cannot be known. */
        OptionalLong freeBytes() throws DatabaseUnavailableException;
    }

    /**
     * A watch that has not looked yet.
     *
     * @param source tells
     * @param leastBytes below which nothing is written
     */
    public DiskWatch(Source source, long leastBytes) {
        this.source = source;
        this.least = leastBytes;
    }

    /** Looks once. While the database does not answer, what it said last stands. */
    public void look() {
        try {
            OptionalLong now = source.freeBytes();
            boolean before = full;
            free = now;
            full = now.isPresent() && now.getAsLong() < least + (before ? least / MARGIN_PART : 0);
            if (full != before) {
                LOG.atWarn()
                        .addKeyValue("full", full)
                        .addKeyValue("free_bytes", now.orElse(-1))
                        .log("the room on the database's disk changed");
            }
        } catch (DatabaseUnavailableException e) {
            LOG.atDebug().log("the database's disk cannot be asked for");
        }
    }

    /** Whether nothing is to be written. */
    public boolean full() {
        return full;
    }

    /** What is left, in bytes; empty when that is not known. */
    public OptionalLong freeBytes() {
        return free;
    }

    /**
     * Refuses what would write while nothing is to be written.
     *
     * @throws ProblemException 503
     */
    public void refuseWhenFull() {
        if (full) {
            throw ProblemException.diskFull(RETRY_AFTER);
        }
    }
}
