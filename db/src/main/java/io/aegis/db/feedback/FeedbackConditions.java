/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.Utc;
import io.aegis.feedback.Department;
import io.aegis.language.DetectedLanguage;
import io.aegis.topics.DepartmentMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A filter as SQL, put together from fragments that are constants; what a client says is only ever bound. */
final class FeedbackConditions {

    private static final String ENGLISH = "en";

    private static final String ASIDE = """
            EXISTS (SELECT 1 FROM triage AS s WHERE s.feedback_id = feedback.id AND s.snoozed
              AND (s.snoozed_until IS NULL OR s.snoozed_until > UTC_TIMESTAMP(6))
              AND (s.snoozed_at_submissions IS NULL OR feedback.submissions <= s.snoozed_at_submissions))""";

    /** A condition and the values of its question marks. */
    private record Condition(String sql, List<Object> values) {}

    /** Those that the index of the list answers by where an entry of it is, and all others. */
    private final List<Condition> places;

    private final List<Condition> others;
    private final ListIndex index;

    /** Places between which the entries are. */
    private final List<Condition> bounds;

    private FeedbackConditions(
            ListIndex index, List<Condition> places, List<Condition> others, List<Condition> bounds) {
        this.index = index;
        this.places = places;
        this.others = others;
        this.bounds = bounds;
    }

    static FeedbackConditions of(FeedbackFilter filter, Optional<Cursor> cursor) {
        FeedbackConditions conditions =
                new FeedbackConditions(ListIndex.of(filter), new ArrayList<>(), new ArrayList<>(), List.of());
        conditions.placed(filter.status().map(Enum::name), "status");
        filter.department().ifPresent(conditions::department);
        conditions.when(filter.topic().map(topic -> EnumBits.of(Set.of(topic))), "topics & ? <> 0");
        conditions.when(filter.sentiment().map(Enum::name), "sentiment = ?");
        conditions.placed(filter.urgent(), "is_urgent");
        conditions.when(filter.source().map(Enum::name), "source = ?");
        conditions.when(filter.needsReview(), "needs_review = ?");
        conditions.when(filter.language(), "language = ?");
        conditions.when(filter.reliable().map(reliable -> !reliable), "unreadable = ?");
        filter.pack().ifPresent(conditions::pack);
        conditions.when(filter.possiblyUrgent(), "possibly_urgent = ?");
        conditions.when(filter.ownTopics(), "own_topics & ? <> 0");
        conditions.placed(filter.group(), "group_id");
        conditions.when(filter.text().map(FeedbackConditions::containing), "clean_content LIKE ? ESCAPE '!'");
        conditions.triage(filter.triage());
        String time = conditions.index.time();
        filter.since().ifPresent(since -> conditions.place(time + " >= ?", Utc.of(since)));
        filter.until().ifPresent(until -> conditions.place(time + " < ?", Utc.of(until)));
        return cursor.map(conditions::after).orElse(conditions);
    }

    /** The same after this place in the list instead of any other. */
    FeedbackConditions after(Cursor place) {
        return new FeedbackConditions(index, places, others, List.of(bound(place, "<", "<")));
    }

    /** The same down to a place in the list, and with that. */
    FeedbackConditions downTo(Cursor end) {
        List<Condition> both = new ArrayList<>(bounds);
        both.add(bound(end, ">", ">="));
        return new FeedbackConditions(index, places, others, both);
    }

    private void triage(TriageFilter triage) {
        Optional<String> name = triage.assigned().flatMap(to -> to);
        placed(triage.tag(), "first_.tag");
        if (triage.tag().isPresent()) {
            when(name, "EXISTS (SELECT 1 FROM triage AS t WHERE t.feedback_id = feedback.id AND t.assigned_to = ?)");
        } else if (name.isPresent()) {
            placed(name, "first_.assigned_to");
        } else if (triage.snoozed().equals(Optional.of(true))) {
            place("first_.snoozed = TRUE");
        }
        if (triage.assigned().isPresent() && name.isEmpty()) {
            other(
                    "NOT EXISTS (SELECT 1 FROM triage AS t WHERE t.feedback_id = feedback.id AND t.assigned_to IS NOT NULL)");
        }
        triage.snoozed().ifPresent(snoozed -> other(snoozed ? ASIDE : "NOT " + ASIDE));
    }

    /** Whether entries of the index may be no rows of the list, so that many may have to be looked at for few. */
    boolean isSearched() {
        return !others.isEmpty();
    }

    /** From where ids are read: by the index that has them in the order of lists and as many of the conditions as one can. */
    String from() {
        return index.from();
    }

    /** The order of lists, as {@link #from} has it. */
    String newestFirst() {
        return index.newestFirst();
    }

    /** A WHERE clause, or nothing. */
    String where() {
        return where(all().toList());
    }

    /** The values of {@link #where}, and those of what follows it. */
    List<Object> parameters(Object... following) {
        return values(all(), following);
    }

    /** Reads the place of one entry of the index: the last of so many, whether they are rows of the list or not. Its parameters are {@link #placeParameters}. */
    String place() {
        return index.selectPlace() + where(entries().toList()) + index.newestFirst() + " LIMIT 1 OFFSET ?";
    }

    /** The values of {@link #place}. */
    List<Object> placeParameters(int entries) {
        return values(entries(), entries - 1);
    }

    private Stream<Condition> all() {
        return Stream.concat(others.stream(), entries());
    }

    private Stream<Condition> entries() {
        return Stream.concat(places.stream(), bounds.stream());
    }

    private static String where(List<Condition> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND ", "WHERE ", " "));
    }

    private static List<Object> values(Stream<Condition> conditions, Object... following) {
        List<Object> all = new ArrayList<>(
                conditions.flatMap(each -> each.values().stream()).toList());
        Collections.addAll(all, following);
        return all;
    }

    private void department(DepartmentMatch wanted) {
        if (wanted.builtIn().isPresent()) {
            other("department = ?", wanted.builtIn().get().name());
        } else {
            other("department <> ? AND own_topics & ? <> 0", Department.INFOSEC.name(), wanted.anyOf());
        }
        if (wanted.noneOf() != 0) {
            other("own_topics & ? = 0", wanted.noneOf());
        }
    }

    /** The rules for English read what is in no language as well. */
    private void pack(String wanted) {
        switch (wanted) {
            case FeedbackFilter.NO_PACK -> other("unreadable");
            case ENGLISH -> other("NOT unreadable AND language IN (?, ?)", ENGLISH, DetectedLanguage.UNDETERMINED);
            case DetectedLanguage.UNDETERMINED -> other("FALSE");
            default -> other("NOT unreadable AND language = ?", wanted);
        }
    }

    /** A column that is to have a value: a place in the index, where that begins with this column. */
    private void placed(Optional<?> value, String column) {
        value.ifPresent(present -> {
            if (index.beginsWith(column)) {
                place(column + " = ?", present);
            } else {
                other(column + " = ?", present);
            }
        });
    }

    private Condition bound(Cursor place, String beyond, String beyondId) {
        return new Condition(
                "%1$s %2$s= ? AND (%1$s %2$s ? OR %3$s %4$s ?)".formatted(index.time(), beyond, index.id(), beyondId),
                List.of(Utc.of(place.time()), Utc.of(place.time()), place.id()));
    }

    private void when(Optional<?> value, String fragment) {
        value.ifPresent(present -> other(fragment, present));
    }

    private void place(String fragment, Object... values) {
        places.add(new Condition(fragment, List.of(values)));
    }

    private void other(String fragment, Object... values) {
        others.add(new Condition(fragment, List.of(values)));
    }

    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
