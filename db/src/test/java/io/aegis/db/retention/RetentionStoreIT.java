/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionStoreIT {

    private static final Instant CUTOFF = Instant.parse("2026-01-01T00:00:00Z");

    private TestSchema schema;
    private RetentionStore store;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        store = new RetentionStore(schema.database());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private void removeAll() throws Exception {
        for (RetentionPolicy policy : RetentionPolicy.values()) {
            while (store.remove(policy, CUTOFF, TestSchema.ample()).more()) {
                // The next ones.
            }
        }
    }

    private void alert(String state, String day) throws Exception {
        schema.change("INSERT INTO alert_outbox (id, event, subject_id, channel, payload, state, next_attempt_at,"
                + " created_at, delivered_at) VALUES (UUID(), 'e', UUID(), 'webhook', '{}', '" + state + "', '" + day
                + "', '" + day + "', IF('" + state + "' = 'DELIVERED', '" + day + "', NULL))");
    }

    private UUID staged(String status, String day) throws Exception {
        UUID id = UUID.randomUUID();
        schema.change("INSERT INTO feedback_import (id, file_name, status, created_at, touched_at) VALUES ('" + id
                + "', 'f.csv', '" + status + "', '" + day + "', '" + day + "')");
        schema.change("INSERT INTO import_chunk SELECT '" + id + "', seq, 'abc' FROM seq_1_to_50");
        schema.change("INSERT INTO import_reject VALUES ('" + id + "', 2, 'too short', 'x')");
        return id;
    }

    private String count(String table) throws Exception {
        return schema.value("SELECT COUNT(*) FROM " + table);
    }

    @Test
    void old_alerts_go_when_they_were_delivered_or_given_up_and_others_stay() throws Exception {
        for (String day : List.of("2025-12-31", "2026-01-02")) {
            for (String state : List.of("DELIVERED", "DEAD", "PENDING")) {
                alert(state, day);
            }
        }
        removeAll();

        assertThat(schema.value("SELECT GROUP_CONCAT(state ORDER BY state, created_at) FROM alert_outbox"))
                .isEqualTo("PENDING,PENDING,DELIVERED,DEAD");
    }

    @Test
    void old_staged_files_go_unless_somebody_still_works_on_them() throws Exception {
        staged("COMPLETED", "2025-12-31");
        staged("FAILED", "2025-12-31");
        UUID running = staged("RUNNING", "2025-12-31");
        UUID young = staged("STOPPED", "2026-01-02");

        removeAll();

        assertThat(schema.value("SELECT GROUP_CONCAT(DISTINCT import_id ORDER BY import_id) FROM import_chunk"))
                .contains(running.toString(), young.toString())
                .hasSize(73);
        assertThat(count("import_reject")).isEqualTo("2");
        assertThat(count("feedback_import")).isEqualTo("4");
    }

    @Test
    void one_transaction_removes_few_rows() throws Exception {
        staged("COMPLETED", "2025-12-31");

        assertThat(store.remove(RetentionPolicy.STAGED_FILES, CUTOFF, TestSchema.ample()))
                .isEqualTo(new RetentionStore.Removal(20, true));
        assertThat(count("import_chunk")).isEqualTo("30");
    }

    @Test
    void notes_on_healing_go_with_their_cause_and_feedback_stays_for_ever() throws Exception {
        MariaDbFeedbackStore feedback = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        for (String text : List.of("still to be healed", "healed long ago")) {
            UUID id = feedback.store(Samples.feedback(text), TestSchema.ample())
                    .row()
                    .id();
            schema.change("INSERT INTO healing (feedback_id, failed_at) VALUES ('" + id + "', '2025-01-01')");
        }
        schema.change("UPDATE feedback SET created_at = '2020-01-01'");
        schema.change("UPDATE feedback SET source = 'AI' WHERE clean_content = 'healed long ago'");

        removeAll();

        assertThat(schema.value("SELECT clean_content FROM healing JOIN feedback ON id = feedback_id"))
                .isEqualTo("still to be healed");
        assertThat(count("healing")).isEqualTo("1");
        assertThat(count("feedback")).isEqualTo("2");
        assertThat(count("analysis")).isEqualTo("2");
    }

    @Test
    void old_notes_that_were_replaced_go() throws Exception {
        UUID row = Samples.stored(schema, "noted twice");
        for (String day : List.of("2025-12-31", "2026-01-02")) {
            schema.change("INSERT INTO replaced_note VALUES (UUID(), '" + row + "', 'of " + day + "', '" + day + "')");
        }

        removeAll();

        assertThat(schema.value("SELECT GROUP_CONCAT(note) FROM replaced_note")).isEqualTo("of 2026-01-02");
    }
}
