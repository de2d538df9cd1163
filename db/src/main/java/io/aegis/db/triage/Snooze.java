/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import java.time.Instant;
import java.util.Optional;

/**
 * Puts a row aside until something happens: whichever comes first.
 *
 * @param until this time
 * @param untilAgain the same text is submitted once more
 */
public record Snooze(Optional<Instant> until, boolean untilAgain) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when nothing would end it
     */
    public Snooze {
        if (until.isEmpty() && !untilAgain) {
            throw new IllegalArgumentException("a snooze needs an end");
        }
    }
}
