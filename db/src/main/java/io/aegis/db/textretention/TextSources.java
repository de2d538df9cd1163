/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import java.time.Instant;
import java.util.Set;

/**
 * Where a text came from.
 *
 * @param named channels that its submissions told
 * @param unnamed whether a submission told none
 * @param newest when it was submitted last
 */
record TextSources(Set<String> named, boolean unnamed, Instant newest) {

    /** Copies the set. */
    TextSources {
        named = Set.copyOf(named);
    }
}
