/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries so that a receiver can tell ours from anybody's: HMAC-SHA256 (RFC 2104) under the shared secret of
 * {@code <timestamp>.<body>}. The timestamp travels in a header of its own; a receiver that refuses old ones cannot be
 * fooled by a replay.
 */
final class Signature {

    static final String HEADER = "X-Aegis-Signature";
    static final String TIMESTAMP_HEADER = "X-Aegis-Timestamp";

    private Signature() {}

    /** The value of the signature header, {@code sha256=<hex>}. */
    static String of(Secret secret, Instant sentAt, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp(sentAt) + ".").getBytes(StandardCharsets.US_ASCII));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** The value of the timestamp header, seconds since 1970. */
    static String timestamp(Instant sentAt) {
        return Long.toString(sentAt.getEpochSecond());
    }
}
