/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

/** What has become of an import. */
public enum ImportStatus {
    /** The file is being sent; the import is not shown yet. */
    UPLOADING,
    /** The file is here, nobody has begun with it. */
    QUEUED,
    /** It is worked on, or was when the process that did so was killed. */
    RUNNING,
    /** Every row is stored, found to be there already, or rejected. */
    COMPLETED,
    /** It ended with an error; what was stored before stays. */
    FAILED,
    /** An operator, or the end of the process, stopped it between two chunks. */
    STOPPED,
    /** The file is here, and a person has to say more about it: which column is the text, or where the header is. */
    NEEDS_MAPPING
}
