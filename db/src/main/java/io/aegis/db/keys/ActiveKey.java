/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.util.Set;
import java.util.UUID;

/** A valid key, as authentication knows it. */
public final class ActiveKey {

    private final UUID id;
    private final String name;
    private final byte[] hash;
    private final Set<Role> roles;

    ActiveKey(UUID id, String name, byte[] hash, Set<Role> roles) {
        this.id = id;
        this.name = name;
        this.hash = hash.clone();
        this.roles = Set.copyOf(roles);
    }

    /** The key's id, for logs. */
    public UUID id() {
        return id;
    }

    /** Who has it. */
    public String name() {
        return name;
    }

    /** SHA-256 of the secret in UTF-8, 32 bytes, a copy. Compare it in constant time. */
    public byte[] hash() {
        return hash.clone();
    }

    /** What it allows. */
    public Set<Role> roles() {
        return roles;
    }
}
