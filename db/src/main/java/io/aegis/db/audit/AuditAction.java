/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import java.util.Locale;

/** What was decided. */
public enum AuditAction {
    /** A row was resolved, or its note replaced. */
    RESOLVE,
    /** A row was opened again. */
    REOPEN,
    /** A row was assigned to somebody, or to nobody. */
    ASSIGN,
    /** A row's tags were changed. */
    TAG,
    /** A row was snoozed, or woken. */
    SNOOZE,
    /** A note was written about a row. */
    NOTE,
    /** A person decided a row's labels. */
    REVIEW,
    /** The list of own topics was changed. */
    TOPICS,
    /** Two groups were merged. */
    GROUP_MERGE,
    /** Rows were split from a group. */
    GROUP_SPLIT,
    /** A view was saved. */
    VIEW_SAVE,
    /** A saved view was removed. */
    VIEW_REMOVE,
    /** A channel was made, changed or removed. */
    CHANNEL,
    /** The list of routing rules was changed. */
    ROUTING,
    /** A customer's data are to be exported or erased. */
    DATA_REQUEST,
    /** For how long texts are kept was changed, or texts were erased by it. */
    TEXT_RETENTION,
    /** Samples to look at the product with were loaded or removed. */
    SAMPLE_DATA,
    /** A key was made. */
    KEY_CREATE,
    /** A key was revoked. */
    KEY_REVOKE;

    /** The name on the wire, such as {@code key_create}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
