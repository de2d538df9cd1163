/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.retention;

/**
 * One kind of rows that are removed when they are old. Feedback, its verdicts, its submissions and its reviews are none
 * of them: they are kept for ever, unless an operator says for how long.
 */
public enum RetentionPolicy {
    /** Alerts that arrived. */
    DELIVERED_ALERTS("delivered-alerts", 1000, """
            DELETE FROM alert_outbox
            WHERE state = 'DELIVERED' AND created_at < ? AND delivered_at < ? ORDER BY created_at LIMIT ?"""),
    /** Alerts that were given up. */
    DEAD_ALERTS("dead-alerts", 1000, """
            DELETE FROM alert_outbox
            WHERE state = 'DEAD' AND created_at < ? AND next_attempt_at < ? ORDER BY created_at LIMIT ?"""),
    /** Pieces of uploaded files that nobody works on any more; each has up to a mebibyte. */
    STAGED_FILES("staged-files", 20, """
            DELETE FROM import_chunk WHERE import_id IN
              (SELECT id FROM feedback_import WHERE status NOT IN ('QUEUED', 'RUNNING') AND touched_at < ?
                AND created_at < ?)
            LIMIT ?"""),
    /** Records that imports could not take. */
    IMPORT_REJECTS("import-rejects", 500, """
            DELETE FROM import_reject WHERE import_id IN
              (SELECT id FROM feedback_import WHERE status NOT IN ('QUEUED', 'RUNNING') AND touched_at < ?
                AND created_at < ?)
            LIMIT ?"""),
    /** Notes on the healing of rows that need none any more. */
    HEALING_LEFTOVERS("healing-leftovers", 1000, """
            DELETE FROM healing
            WHERE (lease_until IS NULL OR lease_until < ?) AND (failed_at IS NULL OR failed_at < ?) AND feedback_id IN
              (SELECT id FROM feedback WHERE source = 'AI' OR decided_at IS NOT NULL)
            LIMIT ?"""),
    /** Resolution notes that bulk actions replaced, which nobody will take back any more. */
    REPLACED_NOTES("replaced-notes", 1000, """
            DELETE FROM replaced_note WHERE created_at < LEAST(?, ?) ORDER BY created_at LIMIT ?""");

    private final String label;
    private final int atOnce;
    private final String sql;

    RetentionPolicy(String label, int atOnce, String sql) {
        this.label = label;
        this.atOnce = atOnce;
        this.sql = sql;
    }

    /** The name of the policy's step, such as {@code delivered-alerts}. */
    public String label() {
        return label;
    }

    /** Most rows that one transaction removes. */
    int atOnce() {
        return atOnce;
    }

    /** Takes the moment before which rows are old twice, then a limit. */
    String sql() {
        return sql;
    }
}
