/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import io.aegis.feedback.FeedbackText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of a sanitised text in UTF-8: what makes two submissions the same feedback. Immutable. */
public final class ContentHash {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private ContentHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of a text. */
    public static ContentHash of(FeedbackText text) {
        return sha256(text.value());
    }

    /** The hash of a text that is a sample of ours: never that of a text which somebody sends, even of the same one. */
    public static ContentHash ofSample(FeedbackText text) {
        // No sanitised text has a control character in it.
        return sha256("sample\0" + text.value());
    }

    private static ContentHash sha256(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new ContentHash(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A hash read back from where it was stored.
     *
     * @throws IllegalArgumentException when it is not 32 bytes long
     */
    public static ContentHash ofBytes(byte[] stored) {
        if (stored.length != LENGTH) {
            throw new IllegalArgumentException("a content hash has 32 bytes, not " + stored.length);
        }
        return new ContentHash(stored.clone());
    }

    /** The 32 bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
