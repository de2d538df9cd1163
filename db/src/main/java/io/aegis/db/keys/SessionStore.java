/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions of browsers in the database, so that every replica knows them and signing out ends them. Tokens and keys are
 * there as SHA-256 only. Thread-safe.
 */
public final class SessionStore implements SessionSource {

    /** Sessions of one key at once; the oldest gives way. */
    public static final int MOST_OF_KEY = 100;

    private static final String INSERT = """
            INSERT INTO web_session (token_hash, key_hash, created_at, expires_at)
            VALUES (?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)""";
    private static final String EXPIRED = "DELETE FROM web_session WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 1000";
    private static final String TOO_MANY = """
            DELETE FROM web_session WHERE key_hash = ? AND token_hash NOT IN
              (SELECT token_hash FROM (SELECT token_hash FROM web_session WHERE key_hash = ?
                ORDER BY created_at DESC LIMIT ?) AS kept)""";
    private static final String FIND = """
            SELECT key_hash, expires_at FROM web_session WHERE token_hash = ? AND expires_at > UTC_TIMESTAMP(6)""";
    private static final String END = "DELETE FROM web_session WHERE token_hash = ?";

    private final Database database;

    /** Sessions in a database. */
    public SessionStore(Database database) {
        this.database = database;
    }

    @Override
    public void begin(byte[] token, byte[] key, Duration length, Deadline deadline)
            throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            execute.delete(EXPIRED);
            // A duplicate can only be this very session, after a lost answer to its commit.
            boolean begun = UniqueKey.inserted(() -> execute.insert(INSERT, token, key, length.toNanos() / 1_000));
            execute.delete(TOO_MANY, key, key, MOST_OF_KEY);
            return begun;
        });
    }

    @Override
    public Optional<Found> find(byte[] token, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(FIND, token)
                        .map(row -> new Found(
                                row.column("key_hash").get(byte[].class),
                                row.column("expires_at").get(Instant.class))));
    }

    @Override
    public void end(byte[] token, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.delete(END, token));
    }
}
