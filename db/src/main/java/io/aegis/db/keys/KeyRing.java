/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are valid: the bootstrap key, and those that are kept in the database as they were when they were last
 * read. {@link #refresh} is to be called every few seconds; while it fails, the last known keys stay valid. Thread-safe.
 */
public final class KeyRing {

    /** Longer ones are not even hashed. */
    private static final int MAX_KEY_LENGTH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final StoredKey bootstrap;
    private final KeySource source;
    private volatile List<StoredKey> stored = List.of();
    private volatile boolean away;

    /**
     * A ring that knows the bootstrap key until it is refreshed.
     *
     * @param bootstrap always valid
     * @param source of the others
     */
    public KeyRing(StoredKey bootstrap, KeySource source) {
        this.bootstrap = bootstrap;
        this.source = source;
    }

    /** Whom a key stands for. Looks at all keys whether or not one matched, so that the time tells nothing. */
    public Optional<Caller> identify(String key) {
        if (key.length() > MAX_KEY_LENGTH) {
            return Optional.empty();
        }
        return holder(StoredKey.hash(key));
    }

    /** Whom the key with a hash stands for, compared in constant time. */
    public Optional<Caller> holder(byte[] hash) {
        Optional<Caller> found = bootstrap.matches(hash) ? Optional.of(bootstrap.caller()) : Optional.empty();
        for (StoredKey each : stored) {
            if (each.matches(hash) && found.isEmpty()) {
                found = Optional.of(each.caller());
            }
        }
        return found;
    }

    /** Who holds the bootstrap key. */
    public Caller bootstrap() {
        return bootstrap.caller();
    }

    /** SHA-256 of a text, as keys are kept. */
    public static byte[] hash(String text) {
        return StoredKey.hash(text);
    }

    /** Reads the keys again. Keeps those it has when that fails. */
    public void refresh() {
        try {
            stored = List.copyOf(source.keys());
            away = false;
        } catch (Exception e) {
            if (!away) {
                LOG.atWarn()
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("keys cannot be read; the last known ones stay valid");
            }
            away = true;
        }
    }
}
