/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The id of the prediction that a notification is answered with: the same for the same alerts of a group, so that a process that was
 * restarted, or another replica, finds what was said. It has the form of a UUIDv7 (RFC 9562, section 5.7) whose time is when the
 * latest of the alerts began, with a digest in the place of randomness.
 */
final class NotificationId {

    private static final long MILLIS = (1L << 48) - 1;
    private static final long VERSION = 0x7000L;
    private static final long TWELVE_BITS = 0xFFFL;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long SIXTY_TWO_BITS = 0x3FFFFFFFFFFFFFFFL;

    private NotificationId() {}

    /**
     * The id.
     *
     * @param firing what tells the alerts of the group apart that fire, sorted
     * @param resolved how often the group was over before, as far as is known
     */
    static UUID of(Notification notification, Set<String> firing, int resolved) {
        ByteBuffer digest = ByteBuffer.wrap(digest(notification.group(), firing, resolved));
        return new UUID(
                ((begun(notification) & MILLIS) << Short.SIZE) | VERSION | (digest.getLong() & TWELVE_BITS),
                VARIANT | (digest.getLong() & SIXTY_TWO_BITS));
    }

    private static long begun(Notification notification) {
        return notification.alerts().stream()
                .filter(ReceivedAlert::firing)
                .mapToLong(NotificationId::begun)
                .max()
                .orElse(0);
    }

    /** What is no time is as long ago as can be. */
    private static long begun(ReceivedAlert alert) {
        try {
            return Math.max(0, Instant.parse(alert.begun()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }

    private static byte[] digest(String group, Set<String> firing, int resolved) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = group.length() + "\n" + group + "\n" + resolved + "\n" + String.join("\n", firing);
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
