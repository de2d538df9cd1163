/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where sessions of browsers are kept. */
public interface SessionSource {

    /** A session that has not expired. */
    final class Found {

        private final byte[] key;
        private final Instant expiresAt;

        /**
         * A session.
         *
         * @param key SHA-256 of the key that signed in
         * @param expiresAt when it ends by itself
         */
        public Found(byte[] key, Instant expiresAt) {
            this.key = key.clone();
            this.expiresAt = expiresAt;
        }

        /** SHA-256 of the key that signed in, a copy. */
        public byte[] key() {
            return key.clone();
        }

        /** When it ends by itself. */
        public Instant expiresAt() {
            return expiresAt;
        }
    }

    /**
     * Begins a session.
     *
     * @param token SHA-256 of its token
     * @param key SHA-256 of the key that signed in
     * @param length until it ends by itself
     */
    void begin(byte[] token, byte[] key, Duration length, Deadline deadline) throws DatabaseUnavailableException;

    /** The session with a token, while it lasts. */
    Optional<Found> find(byte[] token, Deadline deadline) throws DatabaseUnavailableException;

    /** Ends a session, if there is one. */
    void end(byte[] token, Deadline deadline) throws DatabaseUnavailableException;
}
