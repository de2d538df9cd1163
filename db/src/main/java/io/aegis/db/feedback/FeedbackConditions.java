/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.Utc;
import io.aegis.feedback.Department;
import io.aegis.topics.DepartmentMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A filter as SQL, put together from fragments that are constants; what a client says is only ever bound. */
final class FeedbackConditions {

    /** The order of lists. */
    static final String NEWEST_FIRST = "ORDER BY created_at DESC, id DESC";

    private static final String ASIDE = """
            EXISTS (SELECT 1 FROM triage AS s WHERE s.feedback_id = feedback.id AND s.snoozed
              AND (s.snoozed_until IS NULL OR s.snoozed_until > UTC_TIMESTAMP(6))
              AND (s.snoozed_at_submissions IS NULL OR feedback.submissions <= s.snoozed_at_submissions))""";

    private final List<String> fragments = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private String from;
    private String order = NEWEST_FIRST;

    private FeedbackConditions(String index) {
        this.from = "feedback FORCE INDEX (" + index + ") ";
    }

    static FeedbackConditions of(FeedbackFilter filter, Optional<Cursor> cursor) {
        FeedbackConditions conditions = new FeedbackConditions(bestIndex(filter));
        conditions.when(filter.status().map(Enum::name), "status = ?");
        filter.department().ifPresent(conditions::department);
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
        conditions.triage(filter.triage(), cursor);
        return conditions;
    }

    /**
     * Rows that were assigned, tagged or put aside may be few and far between: lists of them are read from the index of these,
     * which has them in the order of lists too.
     */
    private void triage(TriageFilter triage, Optional<Cursor> cursor) {
        Optional<String> name = triage.assigned().flatMap(to -> to);
        if (triage.tag().isPresent()) {
            drive("triage_tag AS first_ FORCE INDEX (triage_tagged)", cursor);
            when(triage.tag(), "first_.tag = ?");
            when(name, "EXISTS (SELECT 1 FROM triage AS t WHERE t.feedback_id = feedback.id AND t.assigned_to = ?)");
        } else if (name.isPresent()) {
            drive("triage AS first_ FORCE INDEX (triage_assigned)", cursor);
            when(name, "first_.assigned_to = ?");
        } else if (triage.snoozed().equals(Optional.of(true))) {
            drive("triage AS first_ FORCE INDEX (triage_snoozed)", cursor);
            add("first_.snoozed = TRUE");
        }
        if (triage.assigned().isPresent() && name.isEmpty()) {
            add(
                    "NOT EXISTS (SELECT 1 FROM triage AS t WHERE t.feedback_id = feedback.id AND t.assigned_to IS NOT NULL)");
        }
        triage.snoozed().ifPresent(snoozed -> add(snoozed ? ASIDE : "NOT " + ASIDE));
    }

    private void drive(String table, Optional<Cursor> cursor) {
        from = table + " STRAIGHT_JOIN feedback ON feedback.id = first_.feedback_id ";
        order = "ORDER BY first_.received_at DESC, first_.feedback_id DESC";
        when(cursor.map(place -> Utc.of(place.time())), "first_.received_at <= ?");
    }

    private static String bestIndex(FeedbackFilter filter) {
        if (filter.group().isPresent()) {
            return "feedback_group";
        }
        boolean inbox = filter.status().isPresent() && filter.urgent().isPresent();
        return inbox ? "feedback_inbox" : "feedback_overview";
    }

    /** From where ids are read: by the index that has them in the order of lists and as many of the conditions as one can. */
    String from() {
        return from;
    }

    /** The order of lists, as {@link #from} has it. */
    String newestFirst() {
        return order;
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

    private void department(DepartmentMatch wanted) {
        if (wanted.builtIn().isPresent()) {
            add("department = ?", wanted.builtIn().get().name());
        } else {
            add("department <> ? AND own_topics & ? <> 0", Department.INFOSEC.name(), wanted.anyOf());
        }
        if (wanted.noneOf() != 0) {
            add("own_topics & ? = 0", wanted.noneOf());
        }
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
