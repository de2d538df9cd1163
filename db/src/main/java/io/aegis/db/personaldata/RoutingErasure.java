/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.db.triage.Tags;
import io.aegis.deadline.Deadline;
import io.aegis.naming.FoldedText;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a customer out of what routing rules did with other customers' texts: whom they assigned, which tags they gave, and the names
 * of rules that there are no more. A rule that is in force keeps its name, by which it knows what it took; it is told of beside.
 * Thread-safe.
 */
public final class RoutingErasure {

    /** The text of the last of the next two thousand entries, more than which no statement looks through. */
    private static final String BOUND =
            "SELECT feedback_id FROM feedback_routing WHERE feedback_id > ? ORDER BY feedback_id LIMIT 1 OFFSET 1999";

    /** Many rows were taken by few rules. */
    private static final String DEEDS = """
            SELECT DISTINCT rule, actions, EXISTS (SELECT 1 FROM routing_rule WHERE name = rule) AS in_force
            FROM feedback_routing WHERE feedback_id > ? AND feedback_id <= ?""";

    private static final String REPLACE = """
            UPDATE IGNORE feedback_routing SET rule = ?, actions = ?
            WHERE feedback_id > ? AND feedback_id <= ? AND rule = ? AND actions = ?""";

    /** Of two rules that are called the same without the customer, one is left. */
    private static final String REMOVE =
            "DELETE FROM feedback_routing WHERE feedback_id > ? AND feedback_id <= ? AND rule = ? AND actions = ?";

    private static final UUID LAST = new UUID(-1, -1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;

    /** Erases from a database. */
    public RoutingErasure(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Looks through some more of what rules did. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        return RequestProgress.within(transactions, request, deadline, RoutingErasure::within);
    }

    private static Removal within(DbExecute execute, RequestProgress open) {
        Optional<UUID> bound = execute.get(BOUND, open.position())
                .map(row -> row.column("feedback_id").get(UUID.class));
        UUID last = bound.orElse(LAST);
        long erased = 0;
        for (DbRow deed : execute.query(DEEDS, open.position(), last).toList()) {
            String rule = deed.column("rule").get(String.class);
            String actions = deed.column("actions").get(String.class);
            String left = without(actions, open.subject());
            String name = deed.column("in_force").get(Boolean.class)
                    ? rule
                    : new SubjectMention(open.subject()).without(rule);
            if (!left.equals(actions) || !name.equals(rule)) {
                erased += execute.update(REPLACE, name, left, open.position(), last, rule, actions);
                // Counted already: the statement before it found them, and left them.
                execute.delete(REMOVE, open.position(), last, rule, actions);
            }
        }
        open.count(execute, "routings_erased", erased);
        open.moveTo(execute, bound.orElse(RequestProgress.START));
        return new Removal(erased, bound.isPresent());
    }

    /** What a rule did, without the customer; as it was where it does not name them. */
    private static String without(String actions, DataSubject subject) {
        try {
            JsonNode told = JSON.readTree(actions);
            JsonNode left = without(told, subject);
            return left.equals(told) ? actions : JSON.writeValueAsString(left);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a rule's actions is JSON", e);
        }
    }

    private static JsonNode without(JsonNode told, DataSubject subject) {
        SubjectMention customer = new SubjectMention(subject);
        if (told.isTextual()) {
            return customer.isIn(told.textValue()) ? JSON.valueToTree(customer.without(told.textValue())) : told;
        }
        if (told instanceof ArrayNode list) {
            ArrayNode left = JSON.createArrayNode();
            list.forEach(each -> {
                if (!isTag(each.asText(), subject)) {
                    left.add(without(each, subject));
                }
            });
            return left;
        }
        if (told instanceof ObjectNode object) {
            ObjectNode left = JSON.createObjectNode();
            object.properties().forEach(field -> left.set(field.getKey(), without(field.getValue(), subject)));
            return left;
        }
        return told;
    }

    /** Whether a tag is the customer, as tags are spelled. */
    private static boolean isTag(String text, DataSubject subject) {
        return List.of(subject.value(), Tags.of(subject.value()).orElse(subject.value())).stream()
                .map(FoldedText::fold)
                .anyMatch(FoldedText.fold(text)::equals);
    }
}
