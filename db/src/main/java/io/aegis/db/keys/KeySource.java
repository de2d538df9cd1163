/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.keys;

import java.util.List;

/** Where the keys are kept. */
@FunctionalInterface
public interface KeySource {

    /**
     * All keys that are valid now.
     *
     * @throws Exception when they cannot be read at the moment
     */
    List<StoredKey> keys() throws Exception;
}
