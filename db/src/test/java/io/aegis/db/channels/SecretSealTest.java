/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.settings.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretSealTest {

    private static final Secret TOKEN = Secret.of("https://hooks.slack.com/services/T0/B0/töken");

    private static SecretSeal under(String key) {
        return new SecretSeal(Optional.of(Secret.of(key)), new SecureRandom());
    }

    private final SecretSeal seal = under("a key of high entropy");

    @Test
    void what_is_stored_tells_nothing_and_opens_again() {
        String stored = seal.seal("ops", TOKEN);

        assertThat(stored).startsWith("aes:").doesNotContain("slack").isNotEqualTo(seal.seal("ops", TOKEN));
        assertThat(seal.open("ops", stored)).contains(TOKEN);
    }

    @Test
    void it_opens_under_no_other_key_and_in_no_other_row_and_not_when_tampered_with() {
        String stored = seal.seal("ops", TOKEN);

        assertThat(under("another key").open("ops", stored)).isEmpty();
        assertThat(new SecretSeal(Optional.empty(), new SecureRandom()).open("ops", stored))
                .isEmpty();
        assertThat(seal.open("sales", stored)).isEmpty();
        assertThat(seal.open("ops", stored.substring(0, stored.length() - 8))).isEmpty();
        assertThat(seal.open("ops", "aes:")).isEmpty();
        assertThat(seal.open("ops", "aes:***")).isEmpty();
        assertThat(seal.open("ops", "else:")).isEmpty();
    }

    @Test
    void what_was_stored_before_there_was_a_key_opens_with_one() {
        String stored = new SecretSeal(Optional.empty(), new SecureRandom()).seal("ops", TOKEN);

        assertThat(stored).startsWith("plain:");
        assertThat(seal.open("ops", stored)).contains(TOKEN);
    }
}
