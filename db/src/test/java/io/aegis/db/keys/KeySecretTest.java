/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeySecretTest {

    @Test
    void secrets_are_long_plain_and_never_the_same() {
        SecureRandom random = new SecureRandom();
        assertThat(KeySecret.generate(random))
                .matches("aegis_[0-9A-Za-z]{40}")
                .isNotEqualTo(KeySecret.generate(random));
    }

    @Test
    void the_hash_is_sha_256() {
        assertThat(HexFormat.of().formatHex(KeySecret.hash("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
