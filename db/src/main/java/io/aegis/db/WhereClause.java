/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A WHERE clause, put together from fragments that are constants; what a client says is only ever a parameter. */
public final class WhereClause {

    private final List<String> fragments = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** A fragment with one question mark, if there is a value for it. */
    public <V> WhereClause when(Optional<V> value, String fragment) {
        return when(value, fragment, only -> List.of(only));
    }

    /** A fragment with several question marks, if there is a value from which to take theirs. */
    public <V> WhereClause when(Optional<V> value, String fragment, Function<V, List<Object>> values) {
        value.ifPresent(present -> {
            fragments.add(fragment);
            parameters.addAll(values.apply(present));
        });
        return this;
    }

    /** Adds a condition without a value. */
    public WhereClause always(String fragment) {
        fragments.add(fragment);
        return this;
    }

    /** The clause, or nothing. */
    public String where() {
        return fragments.isEmpty() ? "" : "WHERE " + String.join(" AND ", fragments) + " ";
    }

    /** The parameters of {@link #where}, and one that comes after them. */
    public List<Object> parametersAnd(Object last) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(last);
        return all;
    }
}
