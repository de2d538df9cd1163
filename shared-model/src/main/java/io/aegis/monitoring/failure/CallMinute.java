/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.time.Instant;

/**
 * Calls of one service by another in one minute, as the caller saw them.
 *
 * @param caller who calls
 * @param callee who is called
 * @param minute its beginning
 * @param calls how many, at least 1
 * @param errors how many of them failed
 * @param millis how long one took on the average
 */
public record CallMinute(String caller, String callee, Instant minute, long calls, long errors, double millis) {

    /**
     * A minute of calls.
     *
     * @throws IllegalArgumentException when there are none, more fail than there are, or the time is none
     */
    public CallMinute {
        if (calls < 1 || errors < 0 || errors > calls || !(millis >= 0) || !Double.isFinite(millis)) {
            throw new IllegalArgumentException("a minute has calls, of which some may fail, and takes a finite time");
        }
    }

    /** The same calls under other names. */
    CallMinute between(String otherCaller, String otherCallee) {
        return new CallMinute(otherCaller, otherCallee, minute, calls, errors, millis);
    }
}
