/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

/**
 * How long after it happened a text may come and still count when it came. One that comes later counts when it happened, if it says when
 * that was.
 */
public enum Lateness {
    /** Not at all. */
    NONE("0 SECOND"),
    /** Senders that gather texts are no reason to find no burst in them. */
    HOUR("1 HOUR");

    private final String interval;

    Lateness(String interval) {
        this.interval = interval;
    }

    /**
     * Whether a row is late, in SQL.
     *
     * @param occurred the column of when it happened
     * @param received the column of when it came
     */
    String late(String occurred, String received) {
        return this == NONE
                ? occurred + " < " + received
                : "%s < %s - INTERVAL %s".formatted(occurred, received, interval);
    }

    /**
     * The moment at which a row counts, in SQL.
     *
     * @param occurred the column of when it happened
     * @param received the column of when it came
     */
    String moment(String occurred, String received) {
        return "IF(%s, %s, %s)".formatted(late(occurred, received), occurred, received);
    }

    /**
     * Whether a row counts within a time, in SQL. Takes its begin twice and then its end twice, which belongs to it no more. What counts in
     * it came after its begin: that is what an index is asked for, and the rest from the index alone.
     *
     * @param occurred the column of when it happened
     * @param received the column of when it came
     */
    String within(String occurred, String received) {
        String late = late(occurred, received);
        return """
                %2$s >= ? AND (%1$s IS NULL OR %1$s >= ? OR NOT %3$s)
                  AND (%2$s < ? OR %3$s AND %1$s < ?)""".formatted(occurred, received, late);
    }
}
