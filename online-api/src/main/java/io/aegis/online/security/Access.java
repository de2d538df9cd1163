/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.db.keys.Role;

/** Who may use a route. */
public sealed interface Access {

    /** Everybody. */
    record Open() implements Access {}

    /** Keys with the role. */
    record Keyed(Role role) implements Access {}

    /** Everybody while public intake is on, else keys with the role. */
    record Intake(Role role) implements Access {}

    /** Everybody. */
    static Access open() {
        return new Open();
    }

    /** Keys with the role. */
    static Access of(Role role) {
        return new Keyed(role);
    }

    /** Everybody while public intake is on, else keys with the role. */
    static Access intake(Role role) {
        return new Intake(role);
    }
}
