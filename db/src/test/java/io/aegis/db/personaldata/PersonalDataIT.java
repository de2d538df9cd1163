/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.grouping.HyperplaneBands;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer with something of theirs in every table that can hold it, exported and erased. */
class PersonalDataIT {

    private static final DataSubject ANNA = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "cust-anna-77");
    private static final DataSubject MAIL = new DataSubject(DataSubject.Kind.ADDRESS, "anna.quill@example.org");
    private static final String TEXT = "My purple zeppelin invoice is wrong";

    private TestSchema schema;
    private DataRequests requests;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        requests = new DataRequests(schema.database(), UuidCreator::getTimeOrderedEpoch, new Random(1));
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private void sent(UUID row, String customer) throws Exception {
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref, author) VALUES ('"
                + row + "', UTC_TIMESTAMP(6), UUID(), 'mail', '" + customer + "', 'An author')");
    }

    /** What may lie anywhere of a row. */
    private void everywhere(UUID row, String text) throws Exception {
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

    private void imported(String status, String content) throws Exception {
        UUID id = UUID.randomUUID();
        schema.change("INSERT INTO feedback_import (id, file_name, status, created_at, touched_at) VALUES ('" + id
                + "', 'of " + content + ".csv', '" + status + "', '2020-01-01', '2020-01-01')");
        schema.change("INSERT INTO import_chunk VALUES ('" + id + "', 1, 'text\n" + content + "')");
        schema.change("INSERT INTO import_reject VALUES ('" + id + "', 2, 'too short', '" + content + "')");
        schema.change("INSERT INTO import_reject VALUES ('" + id + "', 3, 'too short', 'ok')");
    }

    private void topicWithExamples(String... examples) throws Exception {
        schema.change("INSERT INTO own_topic VALUES (0, 'T', '', '#000000', 'D', '[]', '[\""
                + String.join("\",\"", examples) + "\"]', 0)");
    }

    @FunctionalInterface
    private interface Work {
        Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException;
    }

    private static void all(UUID request, Work work) throws Exception {
        while (work.some(request, TestSchema.ample()).more()) {
            // The next ones.
        }
    }

    private UUID erase(DataSubject subject) throws Exception {
        UUID request = requests.add(DataRequest.Kind.ERASURE, subject, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        all(request, new ExampleErasure(schema.database())::some);
        all(request, new SubjectErasure(schema.database())::some);
        LeftoverErasure leftovers = new LeftoverErasure(schema.database());
        all(request, leftovers::rejects);
        all(request, leftovers::staged);
        all(request, leftovers::exports);
        NameErasure names = new NameErasure(schema.database());
        all(request, names::views);
        all(request, names::others);
        all(request, leftovers::seal);
        GroupEdits groups = new GroupEdits(schema.database(), UuidCreator::getTimeOrderedEpoch);
        groups.removeErased(100, TestSchema.ample());
        return request;
    }

    private UUID export(DataSubject subject) throws Exception {
        UUID request = requests.add(DataRequest.Kind.EXPORT, subject, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        all(request, new SubjectExport(schema.database())::some);
        return request;
    }

    private JsonNode exported(UUID request) throws Exception {
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

    private DataRequest request(UUID id) throws Exception {
        return requests.get(id, TestSchema.ample()).orElseThrow();
    }

    /** Tables in which some column of some row holds a text, in any case. */
    private List<String> holding(String wanted) throws SQLException {
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

    private String count(String table) throws Exception {
        return schema.value("SELECT COUNT(*) FROM " + table);
    }

    @Test
    void what_a_vector_has_in_common_with_others_goes_with_it() throws Exception {
        UUID id = Samples.stored(schema, "my parcel of Ms Vector is late");
        float[] direction = new float[Embedding.LENGTH];
        direction[7] = 1;
        Embedding vector = Embedding.ofDirection(direction);
        schema.change("INSERT INTO feedback_vector VALUES ('" + id + "', 'm', x'"
                + HexFormat.of().formatHex(vector.bytes()) + "', UTC_TIMESTAMP(6))");
        for (long key : new HyperplaneBands().keys(vector)) {
            schema.change("INSERT INTO feedback_band VALUES (" + key + ", '" + id + "')");
        }

        schema.database()
                .transaction(
                        TestSchema.ample(),
                        execute -> FeedbackErasure.erase(execute, id, "my parcel of Ms Vector is late"));

        assertThat(schema.value("SELECT COUNT(*) FROM feedback_band WHERE feedback_id = '" + id + "'"))
                .isEqualTo("0");
    }

    @Test
    void nothing_of_a_customer_is_found_in_any_table_after_their_erasure() throws Exception {
        UUID hers = Samples.stored(schema, TEXT);
        sent(hers, "cust-anna-77");
        everywhere(hers, TEXT);
        UUID others = Samples.stored(schema, "The app is slow on Mondays");
        sent(others, "cust-bert");
        everywhere(others, "nothing of note");
        imported("COMPLETED", "cust-anna-77");
        topicWithExamples("One that stays", TEXT, "Another");
        export(ANNA);
        assertThat(holding("zeppelin")).hasSizeGreaterThan(4);
        assertThat(holding("cust-anna-77")).hasSizeGreaterThan(4);

        UUID request = erase(ANNA);

        assertThat(holding("zeppelin")).isEmpty();
        assertThat(holding("cust-anna-77")).isEmpty();
        assertThat(holding(hers.toString())).isEmpty();
        for (String table : List.of(
                "feedback",
                "analysis",
                "submission",
                "review",
                "healing",
                "alert_outbox",
                "feedback_vector",
                "feedback_fingerprint",
                "import_reject")) {
            assertThat(count(table)).as(table).isEqualTo("1");
        }
        assertThat(count("import_chunk")).isEqualTo("0");
        assertThat(count("data_export_piece")).isEqualTo("0");
        assertThat(schema.value("SELECT examples FROM own_topic")).isEqualTo("[\"One that stays\", \"Another\"]");
        assertThat(schema.value("SELECT version FROM own_topic_list")).isEqualTo("1");

        DataRequest done = request(request);
        assertThat(done.state()).isEqualTo("COMPLETED");
        assertThat(done.subject()).isEmpty();
        assertThat(done.counts())
                .containsEntry("texts_found", 1L)
                .containsEntry("texts_erased", 1L)
                .containsEntry("submissions_erased", 1L)
                .containsEntry("reviews_erased", 1L)
                .containsEntry("alerts_erased", 1L)
                .containsEntry("import_rejects_erased", 1L)
                .containsEntry("staged_pieces_erased", 1L)
                .containsEntry("export_pieces_erased", 1L)
                .containsEntry("examples_erased", 1L)
                .containsEntry("imports_unfinished", 0L);
        byte[] salt = HexFormat.of().parseHex(done.proof().salt());
        assertThat(HexFormat.of().formatHex(ANNA.digest(salt)))
                .isEqualTo(done.proof().digest());
    }

    /** Whoever adds a table that hangs on rows of feedback has its rows go with them, or sees to it that erasing takes them. */
    @Test
    void every_table_that_hangs_on_feedback_goes_with_it_or_is_known() throws Exception {
        assertThat(schema.value("SELECT GROUP_CONCAT(DISTINCT table_name ORDER BY table_name) FROM"
                        + " information_schema.referential_constraints WHERE constraint_schema = DATABASE()"
                        + " AND referenced_table_name = 'feedback' AND delete_rule <> 'CASCADE'"))
                .isEqualTo("analysis,healing,review,submission");
    }

    @Test
    void a_text_that_others_sent_too_stays_theirs() throws Exception {
        UUID shared = Samples.stored(schema, "Please cancel");
        sent(shared, "cust-anna-77");
        sent(shared, "cust-bert");
        schema.change("UPDATE feedback SET submissions = 3, resolution_note = 'told cust-anna-77 so'");
        everywhere(shared, "cust-anna-77 said so");
        schema.change("UPDATE alert_outbox SET payload = '{}'");

        assertThat(exported(export(ANNA)).at("/0/submissions")).hasSize(1);
        UUID request = erase(ANNA);

        assertThat(holding("cust-anna-77")).isEmpty();
        assertThat(schema.value("SELECT CONCAT(clean_content, submissions) FROM feedback"))
                .isEqualTo("Please cancel2");
        assertThat(schema.value("SELECT customer_ref FROM submission")).isEqualTo("cust-bert");
        assertThat(request(request).counts())
                .containsEntry("texts_of_others_kept", 1L)
                .containsEntry("notes_erased", 2L)
                .doesNotContainKey("texts_erased");
    }

    @Test
    void an_address_is_found_in_texts_and_notes_in_any_case() throws Exception {
        for (int i = 0; i < 60; i++) {
            Samples.stored(schema, "Write to Anna.Quill@Example.ORG about case " + i);
        }
        UUID noted = Samples.stored(schema, "Nothing here names anybody");
        schema.change(
                "UPDATE feedback SET resolution_note = 'wrote to anna.quill@example.org' WHERE id = '" + noted + "'");
        UUID told = Samples.stored(schema, "Nor does this");
        schema.change("INSERT INTO triage_note VALUES ('" + told
                + "', 1, 'ann', 'call Anna.Quill@example.org', UTC_TIMESTAMP(6))");
        UUID authored = Samples.stored(schema, "Signed elsewhere");
        sent(authored, "x");
        schema.change("UPDATE submission SET author = 'Anna.Quill@example.org'");

        JsonNode export = exported(export(MAIL));
        assertThat(export).hasSize(63);
        assertThat(export.at("/0/topics/0").textValue()).isEqualTo("Billing");
        assertThat(export.at("/0/analyses")).isNotEmpty();

        UUID request = erase(MAIL);

        assertThat(holding("anna.quill")).isEmpty();
        assertThat(count("feedback")).isEqualTo("2");
        assertThat(request(request).counts())
                .containsEntry("texts_found", 63L)
                .containsEntry("texts_erased", 61L)
                .containsEntry("notes_erased", 2L);
    }

    private void view(String name, String filter) throws Exception {
        schema.change("INSERT INTO saved_view VALUES (UUID(), 'ann', 'Ann', '" + name + "', '" + filter
                + "', FALSE, UTC_TIMESTAMP(6))");
    }

    @Test
    void what_colleagues_named_after_a_customer_goes_or_is_told() throws Exception {
        UUID others = Samples.stored(schema, "The app is slow on Mondays");
        schema.change("INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, version) VALUES ('" + others
                + "', UTC_TIMESTAMP(6), 'cust-anna-77', FALSE, 1)");
        schema.change("INSERT INTO triage_tag VALUES ('" + others + "', 'cust-anna-77', UTC_TIMESTAMP(6)), ('" + others
                + "', 'vip', UTC_TIMESTAMP(6))");
        view("Hers", "q=cust-anna-77&status=Open");
        view("Of cust-anna-77 and others", "status=Open");
        view("Slow", "q=cust%2Danna%2D77+is+slow");
        view("Another", "q=cust-anna-771");
        schema.change("INSERT INTO routing_rule VALUES (0, 'VIPs', 'text.contains(\"CUST-ANNA-77\")', '{}',"
                + " UTC_TIMESTAMP(6)), (1, 'Zoo', 'urgent', '{}', UTC_TIMESTAMP(6))");
        schema.change(
                "INSERT INTO own_topic VALUES (1, 'Zeppelins', 'as cust-anna-77 said', '#000000', 'D', '[]', '[]', 0)");
        schema.change("INSERT INTO own_department VALUES (0, 'Team cust-anna-77', '#000000')");

        UUID request = erase(ANNA);

        assertThat(schema.value("SELECT GROUP_CONCAT(tag) FROM triage_tag")).isEqualTo("vip");
        assertThat(schema.value("SELECT GROUP_CONCAT(name ORDER BY name) FROM saved_view"))
                .isEqualTo("Another,Of cust-anna-77 and others,Slow");
        assertThat(request(request).counts()).containsEntry("tags_erased", 1L).containsEntry("views_erased", 1L);
        assertThat(request(request).stillNamed())
                .containsExactlyInAnyOrder(
                        new StillNamed("view", "Of … and others of Ann"),
                        new StillNamed("view", "Slow of Ann"),
                        new StillNamed("routing_rule", "VIPs"),
                        new StillNamed("own_topic", "Zeppelins"),
                        new StillNamed("department", "Team …"),
                        new StillNamed("assignee", "1 rows of feedback"));
        assertThat(schema.value("SELECT COUNT(*) FROM data_request WHERE still_named LIKE '%anna%'"))
                .isEqualTo("0");
    }

    @Test
    void what_runs_at_the_time_is_told_and_its_file_left() throws Exception {
        imported("RUNNING", "cust-anna-77");
        UUID request = erase(ANNA);
        assertThat(count("import_chunk")).isEqualTo("1");
        assertThat(request(request).counts()).containsEntry("imports_unfinished", 1L);
    }

    @Test
    void a_step_that_was_cut_short_goes_on_where_it_was() throws Exception {
        for (int i = 0; i < 120; i++) {
            sent(Samples.stored(schema, "Case number " + i), "cust-anna-77");
        }
        UUID request = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        all(request, new SubjectSearch(schema.database())::some);
        assertThat(new SubjectErasure(schema.database()).some(request, TestSchema.ample()))
                .isEqualTo(new Removal(50, true));
        assertThat(count("feedback")).isEqualTo("70");
        all(request, new SubjectErasure(schema.database())::some);
        assertThat(count("feedback")).isEqualTo("0");
        assertThat(request(request).counts()).containsEntry("texts_erased", 120L);
    }

    @Test
    void exports_expire_and_requests_are_listed_newest_first() throws Exception {
        sent(Samples.stored(schema, "Mine"), "cust-anna-77");
        UUID first = export(ANNA);
        UUID second = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestSchema.ample());
        assertThat(requests.newest(10, TestSchema.ample()))
                .extracting(DataRequest::id)
                .containsExactly(second, first);
        assertThat(request(second).state()).isEqualTo("QUEUED");
        assertThat(requests.expire(7, 100, TestSchema.ample())).isZero();
        schema.change("UPDATE data_request SET finished_at = '2020-01-01' WHERE kind = 'EXPORT'");
        assertThat(requests.expire(7, 100, TestSchema.ample())).isEqualTo(1);
        assertThat(exported(first)).isEmpty();
    }
}
