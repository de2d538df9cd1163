/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

/** Which groups come first in a list. */
public enum GroupOrder {
    /** Those whose texts were sent most often. */
    LARGEST("largest", "sent", "TRUE"),
    /** Those whose texts of the last seven days were sent most often. */
    GROWING(
            "growing",
            "(SELECT COALESCE(SUM(submissions), 0) FROM feedback AS f WHERE f.group_id = g.id AND f.created_at >= ?)",
            "last_seen_at >= ?"),
    /** Those with the newest rows. */
    NEWEST("newest", "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', last_seen_at)", "TRUE");

    private final String label;
    private final String rank;
    private final String condition;

    GroupOrder(String label, String rank, String condition) {
        this.label = label;
        this.rank = rank;
        this.condition = condition;
    }

    /** What it is called outside. */
    public String label() {
        return label;
    }

    /** The number by which groups come in descending order. */
    String rank() {
        return rank;
    }

    /** Which groups are in the list. Of this and of the rank, each question mark is for the beginning of the last seven days. */
    String condition() {
        return condition;
    }
}
