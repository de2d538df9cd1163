/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import io.aegis.db.audit.Actor;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param id of the key, never the key itself; or what stands for a user whom a trusted proxy names. For logs.
 * @param actor who that is, for the audit log and for colleagues
 * @param roles what they may do
 */
public record Caller(String id, Actor actor, Set<Role> roles) {

    /** Longest text by which somebody is named beside what they decided. */
    private static final int LONGEST = 64;

    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The holder of a key that has no other name than its id. */
    public Caller(String id, Set<Role> roles) {
        this(id, Actor.key(id), roles);
    }

    /** Who that is beside what they decided, for colleagues: the name of a user; the id of a key, and of whom a name would be too long for. */
    public String signature() {
        return actor.kind() == Actor.Kind.USER && actor.name().length() <= LONGEST ? actor.name() : id;
    }

    /** Whether the caller may act in a role; an admin may in all, and whoever answers feedback may submit it. */
    public boolean holds(Role role) {
        return roles.contains(role)
                || roles.contains(Role.ADMIN)
                || (role == Role.SUBMIT && roles.contains(Role.AGENT));
    }
}
