/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.deadline.Deadline;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A customer with something of theirs in every table that can hold it. */
abstract class PersonalDataFixture {

    static final DataSubject ANNA = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "cust-anna-77");
    static final DataSubject MAIL = new DataSubject(DataSubject.Kind.ADDRESS, "anna.quill@example.org");
    static final String TEXT = "My purple zeppelin invoice is wrong";

    TestSchema schema;
    DataRequests requests;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        requests = new DataRequests(schema.database(), UuidCreator::getTimeOrderedEpoch, new Random(1));
    }

    @AfterEach
    void close() {
        schema.close();
    }

    void sent(UUID row, String customer) throws Exception {
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref, author) VALUES ('"
                + row + "', UTC_TIMESTAMP(6), UUID(), 'mail', '" + customer + "', 'An author')");
    }

    /** What may lie anywhere of a row. */
    void everywhere(UUID row, String text) throws Exception {
        schema.change("INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at)"
                + " VALUES (UUID(), 'feedback.urgent', '" + row + "', 'webhook', '{\"text\": \"" + text
                + "\"}', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO feedback_vector VALUES ('" + row + "', 'm', 'abc', UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO healing (feedback_id) VALUES ('" + row + "')");
        schema.change("INSERT INTO review (id, feedback_id, reasons, heuristic_id, created_at, note) SELECT UUID(),"
                + " feedback_id, 'LANGUAGE', id, created_at, 'asked " + text + "' FROM analysis WHERE feedback_id = '"
                + row + "' LIMIT 1");
        schema.change("INSERT INTO feedback_fingerprint (feedback_id) VALUES ('" + row + "')");
    }

    void imported(String status, String content) throws Exception {
        UUID id = UUID.randomUUID();
        schema.change("INSERT INTO feedback_import (id, file_name, status, created_at, touched_at) VALUES ('" + id
                + "', 'of " + content + ".csv', '" + status + "', '2020-01-01', '2020-01-01')");
        schema.change("INSERT INTO import_chunk VALUES ('" + id + "', 1, 'text\n" + content + "')");
        schema.change("INSERT INTO import_reject VALUES ('" + id + "', 2, 'too short', '" + content + "')");
        schema.change("INSERT INTO import_reject VALUES ('" + id + "', 3, 'too short', 'ok')");
    }

    void topicWithExamples(String... examples) throws Exception {
        schema.change("INSERT INTO own_topic VALUES (0, 'T', '', '#000000', 'D', '[]', '[\""
                + String.join("\",\"", examples) + "\"]', 0)");
    }

    @FunctionalInterface
    interface Work {
        Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException;
    }

    static void all(UUID request, Work work) throws Exception {
        while (work.some(request, TestSchema.ample()).more()) {
            // The next ones.
        }
    }

    UUID erase(DataSubject subject) throws Exception {
        UUID request = requests.add(DataRequest.Kind.ERASURE, subject, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        all(request, new ExampleErasure(schema.database())::some);
        all(request, new SubjectErasure(schema.database())::some);
        LeftoverErasure leftovers = new LeftoverErasure(schema.database());
        all(request, leftovers::rejects);
        all(request, leftovers::staged);
        passes(request, Duration.ZERO);
        all(request, leftovers::exports);
        all(request, new RoutingErasure(schema.database())::some);
        all(request, new NoteMentions(schema.database())::some);
        NameErasure names = new NameErasure(schema.database());
        all(request, names::views);
        all(request, names::others);
        all(request, leftovers::seal);
        GroupEdits groups = new GroupEdits(schema.database(), UuidCreator::getTimeOrderedEpoch);
        groups.removeErased(100, TestSchema.ample());
        return request;
    }

    /** Looks again, by passes that know what they did from the database alone. */
    ErasurePasses.Rest passes(UUID request, Duration longest) throws Exception {
        ErasurePasses.Rest rest = ErasurePasses.Rest.MORE;
        while (rest == ErasurePasses.Rest.MORE) {
            rest = new ErasurePasses(
                            schema.database(),
                            longest,
                            List.of(
                                    new SubjectSearch(schema.database())::some,
                                    new SubjectErasure(schema.database())::some,
                                    new LeftoverErasure(schema.database())::rejects,
                                    new LeftoverErasure(schema.database())::staged))
                    .some(request, TestSchema.ample());
        }
        return rest;
    }

    SubjectExport exporter() {
        return new SubjectExport(
                schema.database(),
                new CurrentOwnTopics(
                        known -> new OwnTopicStore(schema.database()).newerThan(known, TestSchema.ample()),
                        TopicRuleCompiler.load()));
    }

    UUID export(DataSubject subject) throws Exception {
        UUID request = requests.add(DataRequest.Kind.EXPORT, subject, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        all(request, new RejectExport(schema.database())::some);
        all(request, exporter()::some);
        return request;
    }

    JsonNode exported(UUID request) throws Exception {
        StringBuilder items = new StringBuilder("[");
        long last = 0;
        Optional<DataRequests.Piece> piece = requests.pieceAfter(request, last, TestSchema.ample());
        while (piece.isPresent()) {
            items.append(last == 0 ? "" : ",").append(piece.get().content());
            last = piece.get().number();
            piece = requests.pieceAfter(request, last, TestSchema.ample());
        }
        return new ObjectMapper().readTree(items.append(']').toString());
    }

    DataRequest request(UUID id) throws Exception {
        return requests.get(id, TestSchema.ample()).orElseThrow();
    }

    /** Tables in which some column of some row holds a text, in any case. */
    List<String> holding(String wanted) throws SQLException {
        List<String> holding = new ArrayList<>();
        try (Connection connection = schema.connect();
                Statement statement = connection.createStatement();
                Statement search = connection.createStatement();
                ResultSet columns = statement.executeQuery("SELECT table_name, column_name FROM"
                        + " information_schema.columns WHERE table_schema = DATABASE() AND data_type IN ('char',"
                        + " 'varchar', 'text', 'mediumtext', 'longtext', 'mediumblob', 'longblob', 'varbinary')")) {
            while (columns.next()) {
                String table = columns.getString(1);
                String column = columns.getString(2);
                try (ResultSet rows = search.executeQuery("SELECT COUNT(*) FROM `" + table + "` WHERE LOCATE('" + wanted
                        + "', LOWER(CONVERT(`" + column + "` USING utf8mb4)))")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        holding.add(table + "." + column);
                    }
                }
            }
        }
        return holding;
    }

    String count(String table) throws Exception {
        return schema.value("SELECT COUNT(*) FROM " + table);
    }
}
