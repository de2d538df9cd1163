/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyStoreIT {

    private final TestSchema schema = TestSchema.create();
    private final KeyStore keys = new KeyStore(schema.database(), UuidCreator::getTimeOrderedEpoch, new SecureRandom());

    @AfterEach
    void close() {
        schema.close();
    }

    private IssuedKey create(String name, Set<Role> roles) throws Exception {
        return keys.create(name, roles, TestSchema.ample());
    }

    @Test
    void a_key_opens_with_the_hash_of_its_secret_and_the_secret_is_nowhere() throws Exception {
        IssuedKey key = create("help desk", Set.of(Role.AGENT, Role.SUBMIT));
        assertThat(keys.active(TestSchema.ample())).singleElement().satisfies(active -> {
            assertThat(active.id()).isEqualTo(key.id());
            assertThat(active.hash()).isEqualTo(KeySecret.hash(key.secret()));
            assertThat(active.roles()).containsExactlyInAnyOrder(Role.AGENT, Role.SUBMIT);
        });
        assertThat(key.toString()).doesNotContain(key.secret());
        assertThat(schema.value("SELECT COUNT(*) FROM api_key WHERE CONCAT_WS(' ', key_hash, name) LIKE '%"
                        + key.secret() + "%'"))
                .isEqualTo("0");
    }

    @Test
    void keys_are_listed_oldest_first_and_revoked_ones_too() throws Exception {
        IssuedKey first = create("first", Set.of(Role.ADMIN));
        IssuedKey second = create("second", Set.of(Role.SCORING));
        assertThat(keys.revoke(first.id(), TestSchema.ample())).isTrue();
        assertThat(keys.list(TestSchema.ample()))
                .extracting(ApiKey::id, ApiKey::name, key -> key.revokedAt().isPresent())
                .containsExactly(tuple(first.id(), "first", true), tuple(second.id(), "second", false));
    }

    @Test
    void a_revoked_key_opens_nothing_and_stays_revoked() throws Exception {
        IssuedKey key = create("revoked", Set.of(Role.ADMIN));
        keys.revoke(key.id(), TestSchema.ample());
        assertThat(keys.active(TestSchema.ample())).isEmpty();
        var once = keys.list(TestSchema.ample());
        assertThat(keys.revoke(key.id(), TestSchema.ample())).isTrue();
        assertThat(keys.list(TestSchema.ample())).isEqualTo(once);
    }

    @Test
    void an_unknown_key_cannot_be_revoked() throws Exception {
        assertThat(keys.revoke(UUID.randomUUID(), TestSchema.ample())).isFalse();
    }

    @Test
    void a_key_needs_a_name_of_reasonable_length_and_a_role() {
        assertThatIllegalArgumentException().isThrownBy(() -> create(" ", Set.of(Role.ADMIN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("x".repeat(KeyStore.MAX_NAME + 1), Set.of(Role.ADMIN)));
        assertThatIllegalArgumentException().isThrownBy(() -> create("nobody", Set.of()));
    }
}
