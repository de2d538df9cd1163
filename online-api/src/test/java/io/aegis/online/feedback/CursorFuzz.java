/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Fuzzes the cursor of a page. */
public final class CursorFuzz {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private CursorFuzz() {}

    /** Any text is a place in a list that the database can compare with, or none of ours. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Instant time =
                    Cursor.parse(new String(input, StandardCharsets.ISO_8859_1)).time();
            if (time.isBefore(FIRST)
                    || time.isAfter(LAST)
                    || !time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
                throw new IllegalStateException("the database holds no such moment: " + time);
            }
        } catch (BadCursorException _) {
            // None of ours.
        }
    }
}
