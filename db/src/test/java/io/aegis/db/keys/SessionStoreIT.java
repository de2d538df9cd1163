/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionStoreIT {

    private static final byte[] KEY = KeyRing.hash("key");

    private final TestSchema schema = TestSchema.create();
    private final SessionStore sessions = new SessionStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private void begin(String token, byte[] key, Duration length) throws Exception {
        sessions.begin(KeyRing.hash(token), key, length, TestSchema.ample());
    }

    private boolean lasts(String token) throws Exception {
        return sessions.find(KeyRing.hash(token), TestSchema.ample()).isPresent();
    }

    @Test
    void a_session_lasts_until_it_is_ended() throws Exception {
        begin("one", KEY, Duration.ofHours(1));
        assertThat(sessions.find(KeyRing.hash("one"), TestSchema.ample())
                        .orElseThrow()
                        .key())
                .isEqualTo(KEY);
        assertThat(lasts("another")).isFalse();

        sessions.end(KeyRing.hash("one"), TestSchema.ample());

        assertThat(lasts("one")).isFalse();
    }

    @Test
    void one_that_has_expired_is_not_found_and_goes_with_the_next() throws Exception {
        begin("old", KEY, Duration.ofHours(1));
        schema.change("UPDATE web_session SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        assertThat(lasts("old")).isFalse();

        begin("new", KEY, Duration.ofHours(1));

        assertThat(schema.value("SELECT COUNT(*) FROM web_session")).isEqualTo("1");
    }

    @Test
    void a_key_has_so_many_at_once_and_the_oldest_gives_way() throws Exception {
        begin("of another key", KeyRing.hash("other"), Duration.ofHours(1));
        for (int i = 0; i <= SessionStore.MOST_OF_KEY; i++) {
            begin("number " + i, KEY, Duration.ofHours(1));
        }
        assertThat(lasts("number 0")).isFalse();
        assertThat(lasts("number 1")).isTrue();
        assertThat(lasts("number " + SessionStore.MOST_OF_KEY)).isTrue();
        assertThat(lasts("of another key")).isTrue();
    }
}
