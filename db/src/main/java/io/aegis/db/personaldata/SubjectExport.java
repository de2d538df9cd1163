/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Department;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the rows that were found for a request as JSON, some at a time: the text, what was decided of it, what this customer sent
 * with it, what colleagues agreed on, and what was noted and told of it. What others sent with the same text is not in it. Thread-safe.
 */
public final class SubjectExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROW = """
            SELECT JSON_OBJECT('kind', 'feedback', 'id', id, 'text', raw_content, 'clean_text', clean_content, 'sentiment', sentiment,
              'topics', topics, 'is_urgent', IF(is_urgent, TRUE, FALSE), 'priority', priority, 'department', '',
              'confidence_score', confidence, 'source', source, 'ai_provider', provider, 'language', language,
              'status', status, 'resolution_note', resolution_note, 'group_id', group_id, 'created_at', created_at,
              'updated_at', updated_at) AS object, department, own_topics
            FROM feedback WHERE id = ?""";

    private static final String SUBMISSIONS = """
            SELECT JSON_OBJECT('submitted_at', submitted_at, 'channel', channel, 'customer_ref', customer_ref,
              'external_id', external_id, 'occurred_at', occurred_at, 'rating', rating, 'language', language,
              'author', author) AS object
            FROM submission WHERE feedback_id = ? AND\s""";

    private static final String ANALYSES = """
            SELECT JSON_OBJECT('lane', lane, 'ai_provider', provider, 'sentiment', sentiment, 'topics', topics,
              'is_urgent', is_urgent, 'confidence_score', confidence, 'applied', applied, 'created_at', created_at) AS object
            FROM analysis WHERE feedback_id = ? ORDER BY id LIMIT 1000""";

    private static final String REVIEWS = """
            SELECT JSON_OBJECT('reasons', CAST(reasons AS CHAR), 'decision', decision, 'note', note,
              'created_at', created_at, 'decided_at', decided_at) AS object
            FROM review WHERE feedback_id = ? ORDER BY id LIMIT 1000""";

    private static final String NOTES = """
            SELECT JSON_OBJECT('note', note, 'written_at', written_at) AS object
            FROM triage_note WHERE feedback_id = ? ORDER BY number LIMIT 1000""";

    private static final String REPLACED_NOTES = """
            SELECT JSON_OBJECT('note', note, 'replaced_at', created_at) AS object
            FROM replaced_note WHERE feedback_id = ? ORDER BY created_at, batch_id LIMIT 1000""";

    private static final String ALERTS = """
            SELECT JSON_OBJECT('event', event, 'channel', channel, 'state', state, 'created_at', created_at,
              'delivered_at', delivered_at) AS object
            FROM alert_outbox WHERE subject_id = ? ORDER BY id LIMIT 1000""";

    private static final String TRIAGE = """
            SELECT JSON_OBJECT('assigned_to', assigned_to, 'snoozed', snoozed, 'snoozed_until', snoozed_until) AS object
            FROM triage WHERE feedback_id = ?""";

    private static final String TAGS = "SELECT tag FROM triage_tag WHERE feedback_id = ? ORDER BY tag";

    private static final String PIECE = """
            INSERT INTO data_export_piece (request_id, number, content)
            SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM data_export_piece WHERE request_id = ?""";

    private static final String FINISH = "UPDATE data_request SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?";

    private final Transactions transactions;
    private final CurrentOwnTopics topics;

    /**
     * Exports from a database.
     *
     * @param topics those that operators made, and the departments that they lead to
     */
    public SubjectExport(Transactions transactions, CurrentOwnTopics topics) {
        this.transactions = transactions;
        this.topics = topics;
    }

    /** Writes some more rows, in one transaction; after the last the request is done. */
    public Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        topics.refresh();
        return RequestProgress.within(transactions, request, deadline, this::within);
    }

    private Removal within(DbExecute execute, RequestProgress open) {
        List<UUID> rows = open.rows(execute);
        List<String> objects = new ArrayList<>();
        for (UUID row : rows) {
            one(execute, open, row).ifPresent(objects::add);
            open.done(execute, row);
        }
        add(execute, open, "texts_exported", objects);
        boolean more = rows.size() == RequestProgress.AT_ONCE;
        if (!more) {
            execute.update(FINISH, open.id());
        }
        return new Removal(rows.size(), more);
    }

    /**
     * Adds a piece to what is exported.
     *
     * @param what is counted
     * @param objects of the piece, which there is none of without them
     */
    static void add(DbExecute execute, RequestProgress open, String what, List<String> objects) {
        if (!objects.isEmpty()) {
            execute.insert(PIECE, open.id(), String.join(",\n", objects), open.id());
            open.count(execute, what, objects.size());
        }
    }

    private Optional<String> one(DbExecute execute, RequestProgress open, UUID id) {
        List<Object> submissions = new ArrayList<>(List.of(id));
        submissions.addAll(open.subject().own());
        String mine = SubjectColumns.mine(open.subject().kind());
        return execute.get(ROW, id).map(row -> {
            ObjectNode object = ExportedObject.of(row.column("object").get(String.class));
            object.put(
                    "department",
                    topics.department(
                            row.column("department").get(Department.class),
                            row.column("own_topics").get(Long.class)));
            ArrayNode names = object.putArray("own_topics");
            topics.names(row.column("own_topics").get(Long.class)).forEach(names::add);
            object.set("triage", triage(execute, id));
            object.set(
                    "submissions",
                    list(execute, SUBMISSIONS + mine + " ORDER BY submitted_at, id LIMIT 1000", submissions));
            object.set("analyses", list(execute, ANALYSES, List.of(id)));
            object.set("reviews", list(execute, REVIEWS, List.of(id)));
            object.set("notes", list(execute, NOTES, List.of(id)));
            object.set("replaced_notes", list(execute, REPLACED_NOTES, List.of(id)));
            object.set("alerts", list(execute, ALERTS, List.of(id)));
            return object.toString();
        });
    }

    private static ObjectNode triage(DbExecute execute, UUID id) {
        ObjectNode triage = execute.get(TRIAGE, id)
                .map(row -> ExportedObject.of(row.column("object").get(String.class)))
                .orElseGet(JSON::createObjectNode);
        ArrayNode tags = triage.putArray("tags");
        execute.query(TAGS, id).forEach(row -> tags.add(row.column("tag").get(String.class)));
        return triage;
    }

    private static ArrayNode list(DbExecute execute, String sql, List<?> parameters) {
        ArrayNode list = JSON.createArrayNode();
        execute.createQuery(sql)
                .params(parameters)
                .execute()
                .forEach(row -> list.add(ExportedObject.of(row.column("object").get(String.class))));
        return list;
    }
}
