/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.Utc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A filter as SQL, put together from fragments that are constants; what a client says is only ever bound. */
final class FeedbackConditions {

    private final List<String> fragments = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final String index;

    private FeedbackConditions(String index) {
        this.index = index;
    }

    static FeedbackConditions of(FeedbackFilter filter, Optional<Cursor> cursor) {
        FeedbackConditions conditions = new FeedbackConditions(bestIndex(filter));
        conditions.when(filter.status().map(Enum::name), "status = ?");
        conditions.when(filter.department().map(Enum::name), "department = ?");
        conditions.when(filter.topic().map(topic -> EnumBits.of(Set.of(topic))), "topics & ? <> 0");
        conditions.when(filter.sentiment().map(Enum::name), "sentiment = ?");
        conditions.when(filter.urgent(), "is_urgent = ?");
        conditions.when(filter.source().map(Enum::name), "source = ?");
        conditions.when(filter.needsReview(), "needs_review = ?");
        conditions.when(filter.language(), "language = ?");
        conditions.when(filter.reliable().map(reliable -> !reliable), "unreadable = ?");
        conditions.when(filter.possiblyUrgent(), "possibly_urgent = ?");
        conditions.when(filter.ownTopics(), "own_topics & ? <> 0");
        conditions.when(filter.group(), "group_id = ?");
        conditions.when(filter.since().map(Utc::of), "created_at >= ?");
        conditions.when(filter.until().map(Utc::of), "created_at < ?");
        cursor.ifPresent(place -> conditions.add(
                "created_at <= ? AND (created_at < ? OR id < ?)",
                Utc.of(place.time()),
                Utc.of(place.time()),
                place.id()));
        conditions.when(filter.text().map(FeedbackConditions::containing), "clean_content LIKE ? ESCAPE '!'");
        return conditions;
    }

    private static String bestIndex(FeedbackFilter filter) {
        if (filter.group().isPresent()) {
            return "feedback_group";
        }
        boolean inbox = filter.status().isPresent() && filter.urgent().isPresent();
        return inbox ? "feedback_inbox" : "feedback_overview";
    }

    /** The index that has the rows in the order of lists and as many of the conditions as one can. */
    String index() {
        return index;
    }

    /** A WHERE clause, or nothing. */
    String where() {
        return fragments.isEmpty() ? "" : "WHERE " + String.join(" AND ", fragments) + " ";
    }

    /** The values of {@link #where}, and those of what follows it. */
    List<Object> parameters(Object... following) {
        List<Object> all = new ArrayList<>(parameters);
        Collections.addAll(all, following);
        return all;
    }

    private void when(Optional<?> value, String fragment) {
        value.ifPresent(present -> add(fragment, present));
    }

    private void add(String fragment, Object... values) {
        fragments.add(fragment);
        Collections.addAll(parameters, values);
    }

    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
