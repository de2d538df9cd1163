/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.problem.ProblemException;
import java.util.Optional;

/**
 * Decides whether a caller may use a route.
 *
 * @param publicIntake whether feedback is taken from everybody
 */
public record Authorizer(boolean publicIntake) {

    /**
     * Lets a caller pass, or not.
     *
     * @throws ProblemException 401 without a valid key where one is needed, 403 when the key lacks the role
     */
    public void admit(Access access, Optional<Caller> caller) {
        switch (access) {
            case Access.Open() -> {}
            case Access.Keyed(Role role) -> role.require(caller);
            case Access.Intake(Role role) -> {
                if (!publicIntake) {
                    role.require(caller);
                }
            }
        }
    }
}
