/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Caller BOOTSTRAP = new Caller("bootstrap", Set.of(Role.ADMIN));
    private static final Caller AGENT = new Caller("a", Set.of(Role.AGENT));

    private Optional<List<StoredKey>> stored = Optional.of(List.of());
    private final KeyRing ring = new KeyRing(
            StoredKey.ofKey("boot", BOOTSTRAP), () -> stored.orElseThrow(() -> new IOException("database away")));

    @Test
    void the_bootstrap_key_is_known_from_the_start() {
        assertThat(ring.identify("boot")).contains(BOOTSTRAP);
        assertThat(ring.identify("Boot")).isEmpty();
        assertThat(ring.identify("")).isEmpty();
    }

    @Test
    void a_new_key_is_known_and_a_revoked_one_forgotten_with_the_next_refresh() {
        stored = Optional.of(List.of(StoredKey.ofHash(StoredKey.hash("agent"), AGENT)));
        assertThat(ring.identify("agent")).isEmpty();

        ring.refresh();
        assertThat(ring.identify("agent")).contains(AGENT);

        stored = Optional.of(List.of());
        ring.refresh();
        assertThat(ring.identify("agent")).isEmpty();
    }

    @Test
    void while_the_database_is_away_the_last_known_keys_stay_valid() {
        stored = Optional.of(List.of(StoredKey.ofKey("agent", AGENT)));
        ring.refresh();

        stored = Optional.empty();
        ring.refresh();

        assertThat(ring.identify("agent")).contains(AGENT);
        assertThat(ring.identify("boot")).contains(BOOTSTRAP);
    }

    @Test
    void a_key_of_absurd_length_is_not_even_hashed() {
        String absurd = "x".repeat(257);
        KeyRing any = new KeyRing(StoredKey.ofKey(absurd, BOOTSTRAP), List::of);

        assertThat(any.identify(absurd)).isEmpty();
    }

    @Test
    void a_stored_key_keeps_its_own_copy_of_the_hash() {
        byte[] hash = StoredKey.hash("agent");
        StoredKey key = StoredKey.ofHash(hash, AGENT);

        hash[0]++;

        assertThat(key.matches(StoredKey.hash("agent"))).isTrue();
        assertThat(key.caller()).isEqualTo(AGENT);
    }

    @Test
    void an_admin_holds_every_role() {
        assertThat(Role.values()).allMatch(BOOTSTRAP::holds);
        assertThat(AGENT.holds(Role.AGENT)).isTrue();
        assertThat(AGENT.holds(Role.ADMIN)).isFalse();
    }
}
