/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.embedding.Embedding;
import io.aegis.grouping.HyperplaneBands;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows of a customer with something of theirs in every table that can hold it, erased. */
class PersonalDataIT extends PersonalDataFixture {

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
                .containsEntry("export_pieces_erased", 3L)
                .containsEntry("examples_erased", 1L)
                .containsEntry("imports_unfinished", 0L);
        byte[] salt = HexFormat.of().parseHex(done.proof().salt());
        assertThat(HexFormat.of().formatHex(ANNA.digest(salt)))
                .isEqualTo(done.proof().digest());
    }

    @Test
    void an_export_tells_own_topics_and_where_they_take_a_text() throws Exception {
        UUID hers = Samples.stored(schema, TEXT);
        sent(hers, "cust-anna-77");
        sent(Samples.stored(schema, "The app is slow on Mondays"), "cust-anna-77");
        new OwnTopicStore(schema.database())
                .replace(
                        0,
                        List.of(new OwnTopic(3, "Airships", "", "#336699", "Hangar", List.of(), List.of())),
                        Optional.of(List.of(new OwnDepartment("Hangar", "#0f766e"))),
                        Actor.COMMAND,
                        TestSchema.ample());
        schema.change("UPDATE feedback SET own_topics = 8, department = 'SUPPORT' WHERE id = '" + hers + "'");

        JsonNode items = exported(export(ANNA));

        assertThat(items).hasSize(2).allSatisfy(item -> {
            boolean own = item.path("id").asText().equals(hers.toString());
            assertThat(item.path("department").asText().equals("Hangar")).isEqualTo(own);
            assertThat(item.path("department").asText()).isNotEmpty();
            assertThat(item.path("own_topics").toString()).isEqualTo(own ? "[\"Airships\"]" : "[]");
        });
    }

    /** Whoever adds a table that hangs on rows of feedback has its rows go with them, or sees to it that erasing takes them. */
    @Test
    void every_table_that_hangs_on_feedback_goes_with_it_or_is_known() throws Exception {
        assertThat(schema.value("SELECT GROUP_CONCAT(DISTINCT table_name ORDER BY table_name) FROM"
                        + " information_schema.referential_constraints WHERE constraint_schema = DATABASE()"
                        + " AND referenced_table_name = 'feedback' AND delete_rule <> 'CASCADE'"))
                .isEqualTo("analysis,healing,review,submission");
    }
}
