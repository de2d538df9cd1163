/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A key as it may be shown: without its secret.
 *
 * @param id of the key
 * @param name who has it
 * @param roles what it allows
 * @param createdAt when it was issued
 * @param revokedAt when it was revoked, if it was
 */
public record ApiKey(UUID id, String name, Set<Role> roles, Instant createdAt, Optional<Instant> revokedAt) {

    /** Copies the roles. */
    public ApiKey {
        roles = Set.copyOf(roles);
    }
}
