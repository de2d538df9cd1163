/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.db.audit.Actor;
import io.aegis.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** A key as it is kept: only its hash, and whom it stands for. Immutable. */
public final class StoredKey {

    private final byte[] sha256;
    private final Caller caller;

    private StoredKey(byte[] sha256, Caller caller) {
        this.sha256 = sha256;
        this.caller = caller;
    }

    /** A key read from where it is kept, by its SHA-256. */
    public static StoredKey ofHash(byte[] sha256, Caller caller) {
        return new StoredKey(sha256.clone(), caller);
    }

    /** A key that was issued. */
    public static StoredKey of(ActiveKey key) {
        return ofHash(key.hash(), new Caller(key.id().toString(), Actor.key(key.name()), key.roles()));
    }

    /** The key that is a setting: it has all roles. */
    public static StoredKey bootstrap(Secret key) {
        return ofKey(key.reveal(), new Caller("bootstrap", Set.of(Role.ADMIN)));
    }

    /** A key that is known as it is sent. */
    public static StoredKey ofKey(String key, Caller caller) {
        return new StoredKey(hash(key), caller);
    }

    /** SHA-256 of a key as it is sent. */
    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a hash is this key's; takes the same time whatever the answer. */
    boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256, hash);
    }

    /** Whom the key stands for. */
    public Caller caller() {
        return caller;
    }
}
