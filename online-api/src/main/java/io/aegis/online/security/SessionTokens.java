/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.settings.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens of sessions: 32 random bytes and the first 16 of their HMAC-SHA-256, so that one that was made up is told from one that was
 * made here without asking where sessions are kept. Those that are kept nowhere say when they end in the last eight of the 32, and are
 * signed with another key. All replicas sign alike, as they have the same bootstrap key; another one ends all sessions. Thread-safe.
 */
public final class SessionTokens {

    private static final int RANDOM_BYTES = 32;
    private static final int SIGNATURE_BYTES = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{64}");

    private final DerivedKey key;
    private final DerivedKey keyOfUnkept;
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
        this.keyOfUnkept = new DerivedKey(bootstrap, "aegis session that is kept nowhere");
    }

    /** A new one. */
    String next() {
        byte[] chance = new byte[RANDOM_BYTES];
        random.nextBytes(chance);
        return signed(chance, key);
    }

    /** A new one that is kept nowhere. */
    String unkept(Instant expiresAt) {
        byte[] content = new byte[RANDOM_BYTES];
        random.nextBytes(content);
        ByteBuffer.wrap(content).putLong(RANDOM_BYTES - Long.BYTES, expiresAt.toEpochMilli());
        return signed(content, keyOfUnkept);
    }

    /** When a token ends that was made here and is kept nowhere; empty for any other. */
    Optional<Instant> endOfUnkept(String token) {
        return isSigned(token, keyOfUnkept)
                ? Optional.of(Instant.ofEpochMilli(
                        ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong(RANDOM_BYTES - Long.BYTES)))
                : Optional.empty();
    }

    private static String signed(byte[] content, DerivedKey key) {
        byte[] token = Arrays.copyOf(content, RANDOM_BYTES + SIGNATURE_BYTES);
        System.arraycopy(key.sign(content), 0, token, RANDOM_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whether a token of a session that is kept was made here; takes the same time whatever its signature. */
    boolean made(String token) {
        return isSigned(token, key);
    }

    private static boolean isSigned(String token, DerivedKey key) {
        if (!TOKEN.matcher(token).matches()) {
            return false;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        byte[] signature = Arrays.copyOf(key.sign(Arrays.copyOf(bytes, RANDOM_BYTES)), SIGNATURE_BYTES);
        return MessageDigest.isEqual(signature, Arrays.copyOfRange(bytes, RANDOM_BYTES, bytes.length));
    }
}
