/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A file that is staged as a whole.
 *
 * @param sha256 of the file as it was sent; 32 bytes, nobody changes them
 * @param bytes length of the file as it was sent
 * @param stagedBytes length as it is staged
 * @param plan how it is to be read
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StagedFile(byte[] sha256, long bytes, long stagedBytes, ImportPlan plan) {

    /** A file about which nothing was said or decided. */
    public StagedFile(byte[] sha256, long bytes, long stagedBytes) {
        this(sha256, bytes, stagedBytes, ImportPlan.NONE);
    }

    /** The same file, to be read in another way. */
    public StagedFile with(ImportPlan other) {
        return new StagedFile(sha256, bytes, stagedBytes, other);
    }

    /** What an upload is known by: the file, and what was said about it. 32 bytes. */
    byte[] identity() {
        if (plan.options().toMap().isEmpty()) {
            return sha256;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(sha256);
            return digest.digest(plan.options().toJson().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
