/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.util.UUID;

/**
 * A new key, on its only way out.
 *
 * @param id for listing and revoking
 * @param secret what the holder sends; not kept anywhere
 */
public record IssuedKey(UUID id, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "IssuedKey[" + id + "]";
    }
}
