/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

/**
 * What came of one kind in one span.
 *
 * @param texts how many, 0 or more
 * @param negative how many of them are negative; 0 where texts have no sentiment of their own
 * @param urgent how many of them are urgent; likewise
 */
public record Came(long texts, long negative, long urgent) {

    /** Nothing. */
    public static final Came NOTHING = new Came(0, 0, 0);

    Came plus(Came other) {
        return new Came(texts + other.texts, negative + other.negative, urgent + other.urgent);
    }
}
