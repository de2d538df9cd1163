/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param id of the key; never the key itself
 * @param roles what the key may do
 */
public record Caller(String id, Set<Role> roles) {

    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller may act in a role; an admin may in all, and whoever answers feedback may submit it. */
    public boolean holds(Role role) {
        return roles.contains(role)
                || roles.contains(Role.ADMIN)
                || (role == Role.SUBMIT && roles.contains(Role.AGENT));
    }
}
