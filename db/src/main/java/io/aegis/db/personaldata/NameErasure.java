/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.db.triage.Tags;
import io.aegis.deadline.Deadline;
import io.aegis.naming.FoldedText;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Erases what colleagues named after a customer and is about nobody else: tags that are the reference or address, views that search
 * for nothing but it. What is needed beyond the customer, such as a rule, is noted with the request for people to change. Thread-safe.
 */
public final class NameErasure {

    private static final int AT_ONCE = 500;

    private static final String TAGS = "SELECT DISTINCT tag FROM triage_tag";

    private static final String REMOVE_TAGS = "DELETE FROM triage_tag WHERE tag = ? LIMIT " + AT_ONCE;

    private static final String VIEWS =
            "SELECT id, owner_name, name, filter FROM saved_view WHERE id > ? ORDER BY id LIMIT " + AT_ONCE;

    private static final String REMOVE_VIEW = "DELETE FROM saved_view WHERE id = ?";

    private static final String ASSIGNED = """
            SELECT assigned_to, COUNT(*) AS held FROM triage WHERE assigned_to IS NOT NULL GROUP BY assigned_to""";

    /** What people wrote, by its kind: what each is called, and all that it says. */
    private static final Map<String, String> WRITTEN = written();

    private final Transactions transactions;

    /** Erases from a database. */
    public NameErasure(Transactions transactions) {
        this.transactions = transactions;
    }

    private static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put(
                "routing_rule",
                "SELECT name, CONCAT_WS(' ', name, condition_text, actions) AS said FROM routing_rule ORDER BY position");
        written.put(
                "own_topic",
                "SELECT name, CONCAT_WS(' ', name, description, department, rules) AS said FROM own_topic ORDER BY number");
        written.put("department", "SELECT name, name AS said FROM own_department ORDER BY place");
        written.put(
                "channel", "SELECT name, CONCAT_WS(' ', name, target, template) AS said FROM channel ORDER BY name");
        written.put("maintenance", """
                SELECT COALESCE(service, labels) AS name, CONCAT_WS(' ', service, labels, note) AS said
                FROM maintenance_window ORDER BY id""");
        return written;
    }

    /** Goes through some more saved views. */
    public Removal views(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            SubjectMention customer = new SubjectMention(open.subject());
            List<DbRow> views = execute.query(VIEWS, open.position()).toList();
            List<RemainingMention> named = new ArrayList<>();
            long erased = 0;
            for (DbRow view : views) {
                String name = view.column("name").get(String.class);
                List<String> values =
                        SubjectMention.valuesOf(view.column("filter").get(String.class));
                if (values.stream().anyMatch(customer::is)) {
                    erased += execute.delete(REMOVE_VIEW, view.column("id").get(UUID.class));
                } else if (customer.isIn(name) || values.stream().anyMatch(customer::isIn)) {
                    named.add(new RemainingMention(
                            "view",
                            customer.without(
                                    name + " of " + view.column("owner_name").get(String.class))));
                }
            }
            open.count(execute, "views_erased", erased);
            open.named(execute, named);
            boolean more = views.size() == AT_ONCE;
            open.moveTo(execute, more ? views.getLast().column("id").get(UUID.class) : RequestProgress.START);
            return new Removal(erased, more);
        });
    }

    /** Takes some more tags away, and notes at last what else names the customer. */
    public Removal others(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, (execute, open) -> {
            Optional<String> tag = tagOf(execute, open.subject());
            long tags = tag.isPresent() ? execute.delete(REMOVE_TAGS, tag.get()) : 0;
            open.count(execute, "tags_erased", tags);
            if (tag.isPresent()) {
                return new Removal(tags, true);
            }
            open.named(execute, named(execute, open.subject()));
            return new Removal(tags, false);
        });
    }

    /** A tag that is the customer, as tags are spelled or in another case; empty when there are none any more. */
    private static Optional<String> tagOf(DbExecute execute, DataSubject subject) {
        Optional<String> wanted = Tags.of(subject.value()).map(FoldedText::fold);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return execute
                .query(TAGS)
                .map(row -> row.column("tag").get(String.class))
                .filter(tag -> FoldedText.fold(tag).equals(wanted.get()))
                .toList()
                .stream()
                .findFirst();
    }

    private static List<RemainingMention> named(DbExecute execute, DataSubject subject) {
        SubjectMention customer = new SubjectMention(subject);
        List<RemainingMention> named = new ArrayList<>();
        WRITTEN.forEach((kind, all) -> execute.query(all)
                .filter(row -> customer.isIn(row.column("said").get(String.class)))
                .forEach(row -> named.add(new RemainingMention(
                        kind, customer.without(row.column("name").get(String.class))))));
        long assigned = execute.query(ASSIGNED)
                .filter(row -> customer.is(row.column("assigned_to").get(String.class)))
                .mapToLong(row -> row.column("held").get(Long.class))
                .sum();
        if (assigned > 0) {
            named.add(new RemainingMention("assignee", assigned + " rows of feedback"));
        }
        return named;
    }
}
