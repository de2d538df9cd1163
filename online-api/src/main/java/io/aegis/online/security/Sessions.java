/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.cache.LruMap;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.SessionSource;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Browsers that are signed in. A session ends when it is signed out, after {@link #LENGTH}, or when its key is revoked.
 * What the database said is remembered for {@link #FRESH}, so signing out holds on every replica within that time; while
 * the database is away the last word stands. At most {@value #REMEMBERED} are remembered.
 *
 * <p>Sessions that anybody can begin are kept nowhere: however many there are, they end no other. One that was signed out is remembered
 * as such by this process only. Thread-safe.
 */
public final class Sessions {

    /** How long a session lasts. */
    public static final Duration LENGTH = Duration.ofHours(12);

    static final Duration FRESH = Duration.ofSeconds(5);
    static final int REMEMBERED = 2_000;

    private static final int LOOK_UPS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SessionSource source;
    private final KeyRing keys;
    private final SessionTokens tokens;
    private final Clock clock;
    private final Ticker ticker;
    private final Semaphore lookUps = new Semaphore(LOOK_UPS);
    private final Map<String, Remembered> remembered = new LruMap<>(REMEMBERED);
    private final Map<String, Boolean> unkeptEnded = new LruMap<>(REMEMBERED);

    private record Remembered(Optional<SessionSource.Found> found, long at) {}

    /** A session that was just begun. */
    public record Begun(String token, Caller caller, Instant expiresAt) {}

    /**
     * Sessions of the holders of keys.
     *
     * @param tokens makes them, and knows those that it made
     */
    public Sessions(SessionSource source, KeyRing keys, SessionTokens tokens, Clock clock, Ticker ticker) {
        this.source = source;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Who holds a key. */
    public Optional<Caller> holder(String key) {
        return keys.identify(key);
    }

    /**
     * Begins a session.
     *
     * @return empty when nobody holds the key
     */
    public Optional<Begun> begin(String key) throws DatabaseUnavailableException {
        Optional<Caller> caller = keys.identify(key);
        if (caller.isEmpty()) {
            return Optional.empty();
        }
        String token = tokens.next();
        source.begin(KeyRing.hash(token), KeyRing.hash(key), LENGTH, Deadline.after(ticker, TIMEOUT));
        return Optional.of(new Begun(token, caller.get(), clock.instant().plus(LENGTH)));
    }

    /** Begins a session that is kept nowhere, for the holder of the bootstrap key: where everybody may sign in as that. */
    public Begun beginUnkept() {
        Instant expiresAt = clock.instant().plus(LENGTH);
        return new Begun(tokens.unkept(expiresAt), keys.bootstrap(), expiresAt);
    }

    private Optional<Caller> unkept(String token) {
        return tokens.endOfUnkept(token)
                .filter(end -> end.isAfter(clock.instant()) && !ended(token))
                .map(_ -> keys.bootstrap());
    }

    private boolean ended(String token) {
        synchronized (unkeptEnded) {
            return unkeptEnded.containsKey(token);
        }
    }

    /** Whom a token stands for. One that was made up costs no look-up. */
    public Optional<Caller> identify(String token) {
        if (!tokens.made(token)) {
            return unkept(token);
        }
        return found(token)
                .filter(session -> session.expiresAt().isAfter(clock.instant()))
                .flatMap(session -> keys.holder(session.key()));
    }

    /** Ends a session, if there is one. */
    public void end(String token) throws DatabaseUnavailableException {
        if (!tokens.made(token)) {
            if (tokens.endOfUnkept(token).isPresent()) {
                synchronized (unkeptEnded) {
                    unkeptEnded.put(token, true);
                }
            }
            return;
        }
        source.end(KeyRing.hash(token), Deadline.after(ticker, TIMEOUT));
        synchronized (remembered) {
            remembered.remove(token);
        }
    }

    private Optional<SessionSource.Found> found(String token) {
        Remembered last;
        synchronized (remembered) {
            last = remembered.getOrDefault(token, new Remembered(Optional.empty(), ticker.nanos() - FRESH.toNanos()));
        }
        if (ticker.nanos() - last.at() < FRESH.toNanos() || !lookUps.tryAcquire()) {
            return last.found();
        }
        try {
            Remembered now =
                    new Remembered(source.find(KeyRing.hash(token), Deadline.after(ticker, TIMEOUT)), ticker.nanos());
            synchronized (remembered) {
                remembered.put(token, now);
            }
            return now.found();
        } catch (DatabaseUnavailableException e) {
            return last.found();
        } finally {
            lookUps.release();
        }
    }
}
