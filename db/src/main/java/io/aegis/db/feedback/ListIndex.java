/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import java.util.Set;

/**
 * The index from which a list is read: it has the rows in the order of lists, and as many of its conditions as one can.
 *
 * @param from reads rows of feedback by it
 * @param alone reads its entries alone
 * @param time the column that has the row's time of creation
 * @param id the column that has its id
 * @param first columns that stand before the time, so that entries with one value each are next to each other
 */
record ListIndex(String from, String alone, String time, String id, Set<String> first) {

    private static final ListIndex ALL = onFeedback("feedback_overview", Set.of());
    private static final ListIndex INBOX = onFeedback("feedback_inbox", Set.of("status", "is_urgent"));
    private static final ListIndex GROUP = onFeedback("feedback_group", Set.of("group_id"));
    private static final ListIndex TAGGED = onTriage("triage_tag", "triage_tagged", "first_.tag");
    private static final ListIndex ASSIGNED = onTriage("triage", "triage_assigned", "first_.assigned_to");
    private static final ListIndex SNOOZED = onTriage("triage", "triage_snoozed", "first_.snoozed");

    /** Copies the set. */
    ListIndex {
        first = Set.copyOf(first);
    }

    /**
     * The best for a filter. Rows that were assigned, tagged or put aside may be few and far between: lists of them are read from the index
     * of these.
     */
    static ListIndex of(FeedbackFilter filter) {
        TriageFilter triage = filter.triage();
        if (triage.tag().isPresent()) {
            return TAGGED;
        }
        if (triage.assigned().flatMap(to -> to).isPresent()) {
            return ASSIGNED;
        }
        if (triage.snoozed().orElse(false)) {
            return SNOOZED;
        }
        if (filter.group().isPresent()) {
            return GROUP;
        }
        boolean inbox = filter.status().isPresent() && filter.urgent().isPresent();
        // Of what is not urgent there is much, and other conditions would have to be looked up row by row.
        return inbox && (filter.urgent().orElse(false) || filter.hasNoMoreThanInbox()) ? INBOX : ALL;
    }

    /** The order of lists. */
    String newestFirst() {
        return "ORDER BY " + time + " DESC, " + id + " DESC";
    }

    /** Reads time and id of entries. */
    String selectPlace() {
        return "SELECT " + time + " AS place_time, " + id + " AS place_id FROM " + alone;
    }

    /** Whether entries with one value of a column are next to each other, in the order of lists. */
    boolean beginsWith(String column) {
        return first.contains(column);
    }

    private static ListIndex onFeedback(String index, Set<String> first) {
        String table = "feedback FORCE INDEX (" + index + ") ";
        return new ListIndex(table, table, "created_at", "id", first);
    }

    private static ListIndex onTriage(String table, String index, String first) {
        String alone = table + " AS first_ FORCE INDEX (" + index + ") ";
        return new ListIndex(
                alone + "STRAIGHT_JOIN feedback ON feedback.id = first_.feedback_id ",
                alone,
                "first_.received_at",
                "first_.feedback_id",
                Set.of(first));
    }
}
