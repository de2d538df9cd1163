/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.ByteArrayOutputStream;

/**
 * Watches a file go by, and keeps some of its lines from the first byte beyond ASCII on: what a character set is told by
 * when the beginning of the file has none. Not thread-safe.
 */
public final class LateCharacters {

    private static final int KEPT = 1 << 14;

    /** Begins what is no ASCII in texts of seven bits. */
    private static final byte ESCAPE = 0x1B;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean beyond;

    /** Takes the next bytes of the file. */
    public void pass(byte[] bytes) {
        if (kept.size() >= KEPT) {
            return;
        }
        for (int i = 0; i < bytes.length && kept.size() < KEPT; i++) {
            byte each = bytes[i];
            beyond |= each < 0 || each == ESCAPE;
            if (line.size() < KEPT) {
                line.write(each);
            }
            if (each == '\n') {
                keep();
            }
        }
    }

    /** Whether as many lines as are kept were seen. */
    public boolean suffices() {
        return kept.size() >= KEPT;
    }

    private void keep() {
        if (beyond) {
            kept.writeBytes(line.toByteArray());
        }
        beyond = false;
        line.reset();
    }

    /** Whole lines with such bytes, up to some kilobytes of them; none when the file has none. */
    public byte[] lines() {
        if (beyond && kept.size() == 0) {
            keep();
        }
        return kept.toByteArray();
    }
}
