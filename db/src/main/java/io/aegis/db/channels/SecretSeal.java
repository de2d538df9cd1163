/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what is stored of secrets: with AES-256 in Galois/Counter Mode (NIST SP 800-38D, a random nonce of 96 bits, a tag of
 * 128) under SHA-256 of a key from the settings, so that a copy of the database alone opens nothing. Without a key they are
 * stored as they are. The channel's name is authenticated too: a sealed value opens in no other row. Thread-safe.
 */
public final class SecretSeal {

    private static final String PLAIN = "plain:";
    private static final String SEALED = "aes:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKeySpec> key;
    private final SecureRandom random;

    /**
     * A seal.
     *
     * @param key of high entropy; empty stores values as they are
     * @param random makes nonces
     */
    public SecretSeal(Optional<Secret> key, SecureRandom random) {
        this.key = key.map(SecretSeal::derived);
        this.random = random;
    }

    private static SecretKeySpec derived(Secret key) {
        try {
            byte[] bytes = key.reveal().getBytes(StandardCharsets.UTF_8);
            return new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(bytes), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is stored of a value that belongs to a name. */
    String seal(String name, Secret value) {
        if (key.isEmpty()) {
            return PLAIN + value.reveal();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name)
                    .doFinal(value.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return SEALED + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a short text can be encrypted", e);
        }
    }

    /** What was sealed; empty when it was sealed under another key or for another name, or tampered with. */
    Optional<Secret> open(String name, String stored) {
        if (stored.startsWith(PLAIN)) {
            return Optional.of(Secret.of(stored.substring(PLAIN.length())));
        }
        if (key.isEmpty() || !stored.startsWith(SEALED)) {
            return Optional.empty();
        }
        try {
            ByteBuffer whole = ByteBuffer.wrap(Base64.getDecoder().decode(stored.substring(SEALED.length())));
            byte[] nonce = new byte[NONCE_BYTES];
            whole.get(nonce);
            byte[] sealed = new byte[whole.remaining()];
            whole.get(sealed);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(sealed);
            return Optional.of(Secret.of(new String(opened, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.orElseThrow(), new GCMParameterSpec(TAG_BITS, nonce), random);
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
