/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.deadline;

/** A monotonic clock. Only differences mean anything. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since a fixed but arbitrary moment. */
    long nanos();

    /** The clock of this machine. */
    static Ticker system() {
        return System::nanoTime;
    }
}
