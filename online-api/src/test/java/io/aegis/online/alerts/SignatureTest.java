/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final Instant THEN = Instant.ofEpochSecond(1_700_000_000, 999_999_999);

    @Test
    void a_receiver_can_check_it_with_any_hmac_tool() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'hush'
        assertThat(Signature.of(Secret.of("hush"), THEN, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=7cfd1df542c33ab7251748ffdc6e7fed278c63b83d4ece95a4534b0ad465571b");
        assertThat(Signature.timestamp(THEN)).isEqualTo("1700000000");
    }

    @Test
    void body_time_and_secret_all_count() {
        byte[] body = {1, 2, 3};
        String signature = Signature.of(Secret.of("hush"), THEN, body);

        assertThat(Signature.of(Secret.of("hush"), THEN, new byte[] {1, 2, 4})).isNotEqualTo(signature);
        assertThat(Signature.of(Secret.of("hush"), THEN.plusSeconds(1), body)).isNotEqualTo(signature);
        assertThat(Signature.of(Secret.of("Hush"), THEN, body)).isNotEqualTo(signature);
    }
}
