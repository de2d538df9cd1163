/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import java.util.UUID;

/**
 * Rows between two ids, which are UUIDv7s and so in the order of time.
 *
 * @param after the id behind which they begin, itself left out
 * @param before the id before which they end, itself left out
 */
public record IdRange(UUID after, UUID before) {

    /** Before all ids. */
    public static final UUID FIRST = new UUID(0, 0);

    /** Behind all ids: the last UUIDv7 that there can be. */
    public static final UUID LAST = new UUID(0xFFFF_FFFF_FFFF_7FFFL, 0xBFFF_FFFF_FFFF_FFFFL);

    /** All rows. */
    public static final IdRange ALL = new IdRange(FIRST, LAST);
}
