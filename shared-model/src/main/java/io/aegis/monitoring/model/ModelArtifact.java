/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A model as it is stored. The arrays are not copied; nobody changes them.
 *
 * @param bytes the written model, up to {@value #MAX_BYTES}
 * @param sha256 of the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelArtifact(byte[] bytes, byte[] sha256) {

    /** Most bytes of a model. */
    public static final int MAX_BYTES = 8 << 20;

    /** An artifact with its checksum. */
    public static ModelArtifact of(byte[] bytes) {
        return new ModelArtifact(bytes, digest(bytes));
    }

    /** Whether the bytes are those that the checksum was made of. */
    public boolean intact() {
        return MessageDigest.isEqual(digest(bytes), sha256);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
