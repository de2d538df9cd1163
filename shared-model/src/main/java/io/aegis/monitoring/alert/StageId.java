/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The id of what is told of an episode at one of its stages: the same in every process. A UUIDv8 (RFC 9562, section 5.8): a
 * digest of what tells the episode apart. The type {@code UUID} of MariaDB (seen with 11.4) refuses those of version 8 whose ninth
 * byte is 80 as "incorrect": that byte is 81 then.
 */
public final class StageId {

    private static final long VERSION = 0x8000L;
    private static final long NOT_VERSION = ~0xF000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long SIXTY_TWO_BITS = 0x3FFFFFFFFFFFFFFFL;

    private static final int NINTH = 56;
    private static final long REFUSED = 0x80;

    private StageId() {}

    /**
     * The id.
     *
     * @param labels of the episode
     * @param begun when it began
     * @param stage such as {@code over}
     */
    public static UUID of(Map<String, String> labels, Instant begun, String stage) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // No name of a label has a line break, and what stands behind each value is its length.
            new TreeMap<>(labels).forEach((name, value) -> add(digest, name + "\n" + value + "\n" + value.length()));
            add(digest, begun + "\n" + stage);
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            long most = (bytes.getLong() & NOT_VERSION) | VERSION;
            return new UUID(most, storable((bytes.getLong() & SIXTY_TWO_BITS) | VARIANT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long storable(long least) {
        return least >>> NINTH == REFUSED ? least | (1L << NINTH) : least;
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
