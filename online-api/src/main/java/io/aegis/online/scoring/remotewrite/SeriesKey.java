/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stands for the labels of a series, name included: 16 bytes of SHA-256, so that nobody makes two series one and none is held
 * by its texts.
 *
 * @param high eight bytes
 * @param low eight more
 */
record SeriesKey(long high, long low) {

    /** Labels that tell apart the senders of a pair that send the same. */
    static final Set<String> REPLICAS = Set.of("prometheus_replica", "__replica__");

    private static final byte[] END = {(byte) 0xff};

    static SeriesKey of(Map<String, String> labels) {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        sorted.keySet().removeAll(REPLICAS);
        MessageDigest digest = digest();
        // No byte of UTF-8 is the one between them.
        sorted.forEach((name, value) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(END);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update(END);
        });
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new SeriesKey(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
