package io.aegis.db.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A WHERE clause, put together from fragments that are constants; what a client says is only ever a parameter. */
final class Conditions {

    private final List<String> fragments = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** A fragment with one question mark, if there is a value for it. */
    <V> Conditions when(Optional<V> value, String fragment) {
        return when(value, fragment, only -> List.of(only));
    }

    /** A fragment with several question marks, if there is a value from which to take theirs. */
    <V> Conditions when(Optional<V> value, String fragment, Function<V, List<Object>> values) {
        value.ifPresent(present -> {
            fragments.add(fragment);
            parameters.addAll(values.apply(present));
        });
        return this;
    }

    Conditions always(String fragment) {
        fragments.add(fragment);
        return this;
    }

    /** The clause, or nothing. */
    String where() {
        return fragments.isEmpty() ? "" : "WHERE " + String.join(" AND ", fragments) + " ";
    }

    /** The parameters of {@link #where}, and one that comes after them. */
    List<Object> parametersAnd(Object last) {
        List<Object> all = new ArrayList<>(parameters);
        all.add(last);
        return all;
    }
}
