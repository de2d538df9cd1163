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
    /** A row got the priority of a routing rule, or that of its verdict back. */
    PRIORITY,
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
    /** A maintenance window was announced. */
    MAINTENANCE_ADD,
    /** A maintenance window was ended. */
    MAINTENANCE_END,
    /** When a job runs by itself was changed. */
    SCHEDULE,
    /** An operator launched a job. */
    JOB_LAUNCH,
    /** An operator stopped a job. */
    JOB_STOP,
    /** An operator had a job go on where it had failed or was stopped. */
    JOB_RESTART,
    /** An operator gave a failed or stopped job up. */
    JOB_ABANDON,
    /** An operator said whether a prediction was right, or took that back. */
    PREDICTION_LABEL,
    /** Somebody asked that all rows without the LLM's verdict are healed now. */
    RECONCILE,
    /** A key was made. */
    KEY_CREATE,
    /** A key was revoked. */
    KEY_REVOKE;

    /** The name on the wire, such as {@code key_create}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
