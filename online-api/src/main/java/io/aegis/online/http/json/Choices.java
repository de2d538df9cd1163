/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A closed set of names on the wire. Immutable.
 *
 * @param <T> what the names mean
 */
public final class Choices<T> {

    private final Map<String, T> byName;

    private Choices(Map<String, T> byName) {
        this.byName = byName;
    }

    /** The constants of an enum, by what the wire calls each. */
    public static <E extends Enum<E>> Choices<E> of(Class<E> type, Function<E, String> name) {
        Map<String, E> byName = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(each -> byName.put(name.apply(each), each));
        return new Choices<>(byName);
    }

    /** What a name means; names are matched exactly. */
    public Optional<T> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What to tell a client that sent another name. */
    public String message() {
        return "must be one of " + String.join(", ", byName.keySet());
    }
}
