package io.aegis.db;

import io.aegis.db.Session.Binding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A WHERE clause, put together from fragments that are constants; what a client says is only ever bound. */
public final class WhereClause {

    private final List<String> fragments = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();

    /** Adds a condition when there is a value for it. */
    public <V> WhereClause when(Optional<V> value, String fragment, Function<V, Binding> binding) {
        value.ifPresent(present -> {
            fragments.add(fragment);
            bindings.add(binding.apply(present));
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

    /** Adds the values of {@link #where}. */
    public void bind(Parameters parameters) throws SQLException {
        for (Binding binding : bindings) {
            binding.to(parameters);
        }
    }
}
