/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.util.EnumSet;
import java.util.Set;

/** Sets of constants as the bits of their ordinals; only for enums that promise to keep their order. */
public final class EnumBits {

    private EnumBits() {}

    /** The bits of some constants. */
    public static <E extends Enum<E>> long of(Set<E> values) {
        long bits = 0;
        for (E value : values) {
            bits |= bit(value);
        }
        return bits;
    }

    /** The constants of some bits. */
    public static <E extends Enum<E>> Set<E> toSet(Class<E> type, long bits) {
        Set<E> values = EnumSet.allOf(type);
        values.removeIf(value -> (bits & bit(value)) == 0);
        return values;
    }

    @SuppressWarnings("EnumOrdinal") // the order is part of what is stored
    private static long bit(Enum<?> value) {
        return 1L << value.ordinal();
    }
}
