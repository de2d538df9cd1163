/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedback.ControlCharacters;
import io.aegis.storage.Metadata;

/** What a record is, once it is taken apart. */
public sealed interface RowOutcome {

    /**
     * A record with a text; whether it is long enough is not looked at.
     *
     * @param text as it is in the file, without control characters
     * @param metadata what other columns tell
     */
    record Submitted(String text, Metadata metadata) implements RowOutcome {

        /** Leaves control characters out. */
        public Submitted {
            text = ControlCharacters.without(text);
        }
    }

    /**
     * A record that is no feedback.
     *
     * @param reason for the person who sent the file
     * @param content the text, or the whole record where that cannot be told
     */
    record Rejected(String reason, String content) implements RowOutcome {}

    /** A record of separators and blanks only, or one that a program draws between records: skipped, and counted. */
    record Empty() implements RowOutcome {}
}
