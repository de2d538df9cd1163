/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.sampledata;

import java.time.Instant;
import java.util.Locale;

/**
 * The samples that there are.
 *
 * @param state how far they are
 * @param loadedAt the moment that all their times count back from
 */
public record SampleSet(State state, Instant loadedAt) {

    /** How far samples are. */
    public enum State {
        /** Some are there; a process loads the others, or died at it. */
        LOADING,
        /** All are there. */
        LOADED,
        /** Some are gone; a process removes the others, or died at it. */
        REMOVING;

        /** The name on the wire, such as {@code loaded}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
