/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The secret of a key: {@code aegis_} and 40 letters and digits, 238 bits of chance. */
final class KeySecret {

    private static final String PREFIX = "aegis_";
    private static final int LENGTH = 40;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private KeySecret() {}

    static String generate(SecureRandom random) {
        StringBuilder secret = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }

    /** SHA-256. No salt and no slow hash: a random secret of this length cannot be guessed. */
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
