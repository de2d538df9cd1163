/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** API keys in the database. Thread-safe. */
public final class KeyStore {

    /** Longest name, in code points. */
    public static final int MAX_NAME = 128;

    private static final String INSERT =
            "INSERT INTO api_key (id, key_hash, name, roles, created_at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))";
    private static final String LIST =
            "SELECT id, name, roles, created_at, revoked_at FROM api_key ORDER BY created_at, id";
    private static final String ACTIVE = "SELECT id, name, key_hash, roles FROM api_key WHERE revoked_at IS NULL";
    private static final String REVOKE =
            "UPDATE api_key SET revoked_at = UTC_TIMESTAMP(6) WHERE id = ? AND revoked_at IS NULL";
    private static final String EXISTS = "SELECT 1 FROM api_key WHERE id = ?";

    private final Database database;
    private final Supplier<UUID> ids;
    private final SecureRandom random;

    /**
     * Writes to a database.
     *
     * @param ids new UUIDv7s
     * @param random makes the secrets
     */
    public KeyStore(Database database, Supplier<UUID> ids, SecureRandom random) {
        this.database = database;
        this.ids = ids;
        this.random = random;
    }

    /**
     * Issues a key.
     *
     * @param name who gets it, 1 to {@value #MAX_NAME} code points
     * @param roles one or more
     * @return its secret, which cannot be had again
     * @throws IllegalArgumentException when the name or the roles are not as they should be
     */
    public IssuedKey create(String name, Set<Role> roles, Deadline deadline) throws DatabaseUnavailableException {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw new IllegalArgumentException("a key's name has 1 to " + MAX_NAME + " characters");
        }
        // It is shown in terminals, which take some characters for orders.
        if (name.codePoints().anyMatch(KeyStore::unseen)) {
            throw new IllegalArgumentException("a key's name has no control or invisible characters");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a key needs at least one role");
        }
        IssuedKey key = new IssuedKey(ids.get(), KeySecret.generate(random));
        // A duplicate can only be this very key, after a lost answer to its commit.
        database.transaction(deadline, execute -> {
            boolean made = UniqueKey.inserted(
                    () -> execute.insert(INSERT, key.id(), KeySecret.hash(key.secret()), name, joined(roles)));
            if (made) {
                AuditLog.append(
                        execute,
                        new AuditEvent(
                                Actor.COMMAND,
                                AuditAction.KEY_CREATE,
                                key.id().toString(),
                                Map.of(),
                                Map.of("name", name, "roles", joined(roles))));
            }
            return made;
        });
        return key;
    }

    private static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** All keys, revoked ones too, oldest first. */
    public List<ApiKey> list(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(LIST).map(KeyStore::shown).toList());
    }

    /** The keys that are not revoked. */
    public List<ActiveKey> active(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(ACTIVE).map(KeyStore::active).toList());
    }

    /**
     * Revokes a key; once revoked it stays so.
     *
     * @return false when there is no such key
     */
    public boolean revoke(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (execute.update(REVOKE, id) == 1) {
                AuditLog.append(
                        execute,
                        new AuditEvent(
                                Actor.COMMAND,
                                AuditAction.KEY_REVOKE,
                                id.toString(),
                                Map.of("revoked", false),
                                Map.of("revoked", true)));
                return true;
            }
            return execute.get(EXISTS, id).isPresent();
        });
    }

    private static ApiKey shown(DbRow row) {
        return new ApiKey(
                row.column("id").get(UUID.class),
                row.column("name").get(String.class),
                roles(row),
                row.column("created_at").get(Instant.class),
                row.column("revoked_at").as(Instant.class).asOptional());
    }

    private static ActiveKey active(DbRow row) {
        return new ActiveKey(
                row.column("id").get(UUID.class),
                row.column("name").get(String.class),
                row.column("key_hash").get(byte[].class),
                roles(row));
    }

    /** A SET is a text with commas between its words. */
    private static Set<Role> roles(DbRow row) {
        return Arrays.stream(row.column("roles").get(String.class).split(",", -1))
                .filter(word -> !word.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toSet());
    }

    private static String joined(Set<Role> roles) {
        return roles.stream().map(Role::name).collect(Collectors.joining(","));
    }
}
