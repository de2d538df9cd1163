/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lists of values for {@code IN (...)}. Few lengths make few statements, which stay prepared; so a list that is too short has
 * its last value several times.
 */
public final class InList {

    /** Most values of one list. */
    public static final int SIZE = 64;

    /** As many question marks, with commas between. */
    public static final String MARKS = "?" + ", ?".repeat(SIZE - 1);

    private InList() {}

    /** {@value #SIZE} values; there are 1 to {@value #SIZE} of them. */
    public static List<Object> filled(List<?> values) {
        List<Object> filled = new ArrayList<>(values);
        filled.addAll(Collections.nCopies(SIZE - values.size(), values.getLast()));
        return filled;
    }

    /** Hands any number of values on, up to {@value #SIZE} at a time. */
    public static <V> void each(List<V> values, Consumer<List<V>> blocks) {
        for (int from = 0; from < values.size(); from += SIZE) {
            blocks.accept(values.subList(from, Math.min(values.size(), from + SIZE)));
        }
    }
}
