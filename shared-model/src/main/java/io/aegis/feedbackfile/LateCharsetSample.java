/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.ByteArrayOutputStream;

/**
 * Watches a file go by, and keeps some of its lines from the first byte beyond ASCII on: what a character set is told by
 * when the beginning of the file has none. Not thread-safe.
 */
public final class LateCharsetSample {

    private static final int KEPT = 1 << 14;

    /** Begins what is no ASCII in texts of seven bits. */
    private static final byte ESCAPE = 0x1B;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean beyond;

    /** Takes the next bytes of the file. */
    public void pass(byte[] bytes) {
        for (int from = 0; from < bytes.length && !suffices(); ) {
            from = passLine(bytes, from);
        }
    }

    /** Takes a line, or what there is of it, at once: files have millions of them, and hardly any is kept. */
    private int passLine(byte[] bytes, int from) {
        int end = from;
        boolean found = false;
        while (end < bytes.length && bytes[end] != '\n') {
            found |= bytes[end] < 0 || bytes[end] == ESCAPE;
            end++;
        }
        beyond |= found;
        boolean whole = end < bytes.length;
        int next = whole ? end + 1 : end;
        if (!whole || beyond) {
            line.write(bytes, from, Math.min(next - from, KEPT - line.size()));
        }
        if (whole) {
            keep();
        }
        return next;
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
