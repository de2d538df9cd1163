/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by HMAC-SHA-256 (RFC 2104) with a key that is derived from the bootstrap key for one purpose. All replicas have the same
 * bootstrap key, and so sign alike. Immutable.
 */
public final class DerivedKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * A key.
     *
     * @param bootstrap what it is derived from
     * @param purpose keeps what is signed for one thing from being taken for another
     */
    public DerivedKey(Secret bootstrap, String purpose) {
        SecretKeySpec secret = new SecretKeySpec(bootstrap.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.key = new SecretKeySpec(mac(secret, purpose.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    /** The signature, 32 bytes. Compare it in constant time. */
    public byte[] sign(byte[] text) {
        return mac(key, text);
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
