/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import java.util.OptionalLong;

/**
 * Whether a disk has room for more than a reserve. Once it has not, there has to be a tenth of the reserve beyond it before it has
 * again: else whoever waits for that would stop and go on all the time. What cannot be known counts as room. {@link #look} is to be
 * called by one thread, now and then; the rest is thread-safe.
 */
public final class DiskRoom {

    /** Room beyond the reserve that is needed to go on, one part in so many of it. */
    private static final long MARGIN_PART = 10;

    private final Gauge gauge;
    private final long reserve;
    private volatile OptionalLong free = OptionalLong.empty();
    private volatile boolean full;

    /** Tells how many bytes are left. */
    @FunctionalInterface
    public interface Gauge {

        /** What is left, in bytes; empty when that cannot be known. */
        OptionalLong freeBytes() throws DatabaseUnavailableException;
    }

    /**
     * Room that was not looked for yet, and so is there.
     *
     * @param gauge tells what is left
     * @param reserve bytes that are to stay free
     */
    public DiskRoom(Gauge gauge, long reserve) {
        this.gauge = gauge;
        this.reserve = reserve;
    }

    /**
     * Looks once.
     *
     * @return whether {@link #full} has changed
     * @throws DatabaseUnavailableException when nobody tells; what was known before stands
     */
    public boolean look() throws DatabaseUnavailableException {
        OptionalLong now = gauge.freeBytes();
        boolean before = full;
        free = now;
        full = now.isPresent() && now.getAsLong() < reserve + (before ? reserve / MARGIN_PART : 0);
        return full != before;
    }

    /** Whether nothing is to be written. */
    public boolean full() {
        return full;
    }

    /** What is left, in bytes; empty when that is not known. */
    public OptionalLong freeBytes() {
        return free;
    }
}
