package io.aegis.db.feedback;

import io.aegis.db.Parameters;
import io.aegis.db.Session.Binding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A filter as SQL, put together from fragments that are constants; what a client says is only ever bound. */
final class FeedbackConditions {

    private final List<String> fragments = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final String index;

    private FeedbackConditions(String index) {
        this.index = index;
    }

    static FeedbackConditions of(FeedbackFilter filter, Optional<Cursor> cursor) {
        boolean inbox = filter.status().isPresent() && filter.urgent().isPresent();
        FeedbackConditions conditions = new FeedbackConditions(inbox ? "feedback_inbox" : "feedback_overview");
        conditions.when(filter.status(), "status = ?", value -> p -> p.add(value));
        conditions.when(filter.department(), "department = ?", value -> p -> p.add(value));
        conditions.when(filter.topic(), "topics & ? <> 0", value -> p -> p.addBits(Set.of(value)));
        conditions.when(filter.sentiment(), "sentiment = ?", value -> p -> p.add(value));
        conditions.when(filter.urgent(), "is_urgent = ?", value -> p -> p.add(value));
        conditions.when(filter.source(), "source = ?", value -> p -> p.add(value));
        conditions.when(filter.needsReview(), "needs_review = ?", value -> p -> p.add(value));
        conditions.when(filter.language(), "language = ?", value -> p -> p.add(value));
        conditions.when(filter.reliable(), "unreadable = ?", value -> p -> p.add(!value));
        conditions.when(filter.since(), "created_at >= ?", value -> p -> p.add(value));
        conditions.when(filter.until(), "created_at < ?", value -> p -> p.add(value));
        conditions.when(
                cursor,
                "created_at <= ? AND (created_at < ? OR id < ?)",
                value -> p -> p.add(value.time()).add(value.time()).add(value.id()));
        conditions.when(filter.text(), "clean_content LIKE ? ESCAPE '!'", value -> p -> p.add(containing(value)));
        return conditions;
    }

    /** The index that has the rows in the order of lists and as many of the conditions as one can. */
    String index() {
        return index;
    }

    /** A WHERE clause, or nothing. */
    String where() {
        return fragments.isEmpty() ? "" : "WHERE " + String.join(" AND ", fragments) + " ";
    }

    /** Adds the values of {@link #where}. */
    void bind(Parameters parameters) throws SQLException {
        for (Binding binding : bindings) {
            binding.to(parameters);
        }
    }

    private <V> void when(Optional<V> value, String fragment, Function<V, Binding> binding) {
        value.ifPresent(present -> {
            fragments.add(fragment);
            bindings.add(binding.apply(present));
        });
    }

    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
