/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.settings.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tokens of sessions: 32 random bytes and the first 16 of their HMAC-SHA-256, so that one that was made up is told from one that was
 * made here without asking where sessions are kept. All replicas sign alike, as they have the same bootstrap key; another one ends
 * all sessions. Thread-safe.
 */
public final class SessionTokens {

    private static final int RANDOM_BYTES = 32;
    private static final int SIGNATURE_BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{64}");

    private final DerivedKey key;
    private final SecureRandom random;

    /**
     * Tokens that are signed.
     *
     * @param bootstrap what the signing key is derived from
     * @param random makes what is signed
     */
    public SessionTokens(Secret bootstrap, SecureRandom random) {
        this.random = random;
        this.key = new DerivedKey(bootstrap, "aegis session");
    }

    /** A new one. */
    String next() {
        byte[] chance = new byte[RANDOM_BYTES];
        random.nextBytes(chance);
        byte[] token = Arrays.copyOf(chance, RANDOM_BYTES + SIGNATURE_BYTES);
        System.arraycopy(key.sign(chance), 0, token, RANDOM_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whether a token was made here; takes the same time whatever its signature. */
    boolean made(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return false;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        byte[] signature = Arrays.copyOf(key.sign(Arrays.copyOf(bytes, RANDOM_BYTES)), SIGNATURE_BYTES);
        return MessageDigest.isEqual(signature, Arrays.copyOfRange(bytes, RANDOM_BYTES, bytes.length));
    }
}
