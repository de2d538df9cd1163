/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

/** Asks the database whether it is there. */
@FunctionalInterface
public interface DatabaseCheck {

    /**
     * Asks once, within a second or so.
     *
     * @return whether its schema is the one that this process was built for
     * @throws Exception when it does not answer
     */
    boolean schemaCurrent() throws Exception;
}
