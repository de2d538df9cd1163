/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells in the audit log that something changed which must not stand in it. */
public final class Fingerprint {

    /** Too few bytes to find out by trying what was hashed, enough to see that it is another. */
    private static final int BYTES = 4;

    private Fingerprint() {}

    /** The first eight hexadecimal digits of the SHA-256 of a text; of an empty one an empty one. */
    public static String of(String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
