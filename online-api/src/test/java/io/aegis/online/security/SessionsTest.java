/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import io.aegis.db.keys.SessionSource;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Deadline;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final SessionTokens TOKENS = new SessionTokens(Secret.of("s"), new SecureRandom());
    private static final Caller AGENT = new Caller("agent", Set.of(Role.AGENT));

    private final AtomicLong nanos = new AtomicLong();
    private final List<StoredKey> issued = new ArrayList<>(List.of(StoredKey.ofKey("agent's", AGENT)));
    private final KeyRing keys =
            new KeyRing(StoredKey.ofKey("boss's", new Caller("boss", Set.of(Role.ADMIN))), () -> issued);
    private final Kept source = new Kept();
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final Sessions sessions = new Sessions(source, keys, TOKENS, clock, nanos::get);

    /** Sessions that can be counted, and a database that can go away. */
    private static final class Kept implements SessionSource {
        private final Map<ByteBuffer, Found> found = new HashMap<>();
        private int lookUps;
        private boolean away;

        @Override
        public void begin(byte[] token, byte[] key, Duration length, Deadline deadline) {
            found.put(ByteBuffer.wrap(token), new Found(key, NOON.plus(length)));
        }

        @Override
        public Optional<Found> find(byte[] token, Deadline deadline) throws DatabaseUnavailableException {
            lookUps++;
            if (away) {
                throw new DatabaseUnavailableException("away");
            }
            return Optional.ofNullable(found.get(ByteBuffer.wrap(token)));
        }

        @Override
        public void end(byte[] token, Deadline deadline) {
            found.remove(ByteBuffer.wrap(token));
        }
    }

    private String begun() throws Exception {
        keys.refresh();
        return sessions.begin("agent's").orElseThrow().token();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_token_stands_for_the_holder_of_the_key_and_is_asked_about_rarely() throws Exception {
        String token = begun();
        assertThat(sessions.identify(token)).contains(AGENT);
        assertThat(sessions.identify(token)).contains(AGENT);
        assertThat(source.lookUps).isOne();
        assertThat(sessions.begin("nobody's")).isEmpty();
    }

    @Test
    void what_was_not_made_here_is_not_even_looked_up() throws Exception {
        String elsewhere = new SessionTokens(Secret.of("other"), new SecureRandom()).next();
        for (String garbage :
                List.of("", "a", "x".repeat(43), "x".repeat(64), "x".repeat(63) + "=", "' OR 1=1 --", elsewhere)) {
            assertThat(sessions.identify(garbage)).as(garbage).isEmpty();
            sessions.end(garbage);
        }
        assertThat(source.lookUps).isZero();
        assertThat(sessions.identify(TOKENS.next())).isEmpty();
        assertThat(source.lookUps).isOne();
    }

    @Test
    void sessions_that_anybody_can_begin_end_no_other_and_ask_for_nothing() throws Exception {
        String used = begun();
        String mine = sessions.beginUnkept().token();
        assertThat(sessions.identify(used)).contains(AGENT);
        for (int i = 0; i < 2 * Sessions.REMEMBERED; i++) {
            assertThat(sessions.identify(sessions.beginUnkept().token())).contains(keys.bootstrap());
        }
        source.away = true;
        later(Sessions.FRESH);

        assertThat(sessions.identify(mine)).contains(keys.bootstrap());
        assertThat(sessions.identify(used)).as("still remembered").contains(AGENT);
        assertThat(source.found).hasSize(1);
        Sessions later =
                new Sessions(source, keys, TOKENS, Clock.fixed(NOON.plus(Sessions.LENGTH), ZoneOffset.UTC), nanos::get);
        assertThat(later.identify(mine)).as("expired").isEmpty();
        sessions.end(mine);
        assertThat(sessions.identify(mine)).as("signed out").isEmpty();
    }

    @Test
    void signing_out_holds_here_at_once_and_elsewhere_within_moments() throws Exception {
        String token = begun();
        Sessions replica = new Sessions(source, keys, TOKENS, clock, nanos::get);
        assertThat(replica.identify(token)).contains(AGENT);
        sessions.end(token);
        assertThat(sessions.identify(token)).isEmpty();
        later(Sessions.FRESH);
        assertThat(replica.identify(token)).isEmpty();
    }

    @Test
    void a_revoked_key_takes_its_sessions_with_it() throws Exception {
        String token = begun();
        assertThat(sessions.identify(token)).contains(AGENT);
        issued.clear();
        keys.refresh();
        assertThat(sessions.identify(token)).isEmpty();
    }

    @Test
    void an_expired_session_is_over_even_where_it_is_remembered() throws Exception {
        String token = begun();
        Clock then = Clock.fixed(NOON.plus(Sessions.LENGTH), ZoneOffset.UTC);
        assertThat(new Sessions(source, keys, TOKENS, then, nanos::get).identify(token))
                .isEmpty();
    }

    @Test
    void while_the_database_is_away_the_last_word_stands() throws Exception {
        String token = begun();
        sessions.identify(token);
        source.away = true;
        later(Sessions.FRESH.multipliedBy(10));
        assertThat(sessions.identify(token)).contains(AGENT);
        assertThat(sessions.identify(TOKENS.next())).isEmpty();
    }
}
