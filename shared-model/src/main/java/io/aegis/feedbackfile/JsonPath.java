/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON value that a parser is in, by their names. Not thread-safe. */
final class JsonPath {

    /** Objects that a list may lie in. */
    private static final int DEEPEST = 8;

    private final List<String> names = new ArrayList<>();

    /** Objects that are open. */
    int depth() {
        return names.size();
    }

    /**
     * Goes into an object.
     *
     * @param name of it; null for the value itself
     * @return false where it lies too deep, and is to be passed over
     */
    boolean enter(@Nullable String name) {
        if (names.size() == DEEPEST) {
            return false;
        }
        names.add(of(name));
        return true;
    }

    /** Goes out of an object. */
    void leave() {
        names.removeLast();
    }

    /** The path of a field of the object that is open, such as {@code data.reviews}; blank for the value itself. */
    String of(@Nullable String name) {
        String last = name == null ? "" : name;
        String outer = names.isEmpty() ? "" : names.getLast();
        return outer.isEmpty() ? last : outer + "." + last;
    }
}
