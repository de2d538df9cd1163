/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;

/**
 * Tells counters apart: half of a SHA-256 of the name and the labels.
 *
 * @param high 64 bits
 * @param low 64 bits
 */
public record CounterId(long high, long low) {

    /** The id of a counter by its name and labels, each written behind its length. */
    public static CounterId of(String name, SortedMap<String, String> labels) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, name);
            labels.forEach((label, value) -> {
                update(digest, label);
                update(digest, value);
            });
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new CounterId(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
