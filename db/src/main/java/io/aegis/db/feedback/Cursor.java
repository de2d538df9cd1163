/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * The place in a list after which the next page begins: the time and id of the last item given. Clients see it as
 * base64url of a version byte, the microseconds since 1970 and the id, and are to see no meaning in it.
 *
 * @param time of that item
 * @param id of that item
 */
public record Cursor(Instant time, UUID id) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 3 * Long.BYTES;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /**
     * Reads what a client sent.
     *
     * @throws BadCursorException when it is none of ours
     */
    public static Cursor parse(String text) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw new BadCursorException();
        }
        if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
            throw new BadCursorException();
        }
        long micros = bytes.getLong();
        Instant time = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000);
        if (!isStorable(time)) {
            throw new BadCursorException();
        }
        return new Cursor(time, new UUID(bytes.getLong(), bytes.getLong()));
    }

    /** Whether a DATETIME holds this moment: the years 1 to 9999. */
    static boolean isStorable(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    String format() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
