/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class RetentionJobIT {

    @Test
    void what_is_older_than_the_setting_says_goes_in_a_step_for_each_kind() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.change("INSERT INTO alert_outbox (id, event, subject_id, channel, payload, state, next_attempt_at,"
                    + " created_at, delivered_at) SELECT UUID(), 'e', UUID(), 'w', '{}', 'DELIVERED', moment, moment,"
                    + " moment FROM (SELECT UTC_TIMESTAMP() - INTERVAL seq DAY moment FROM seq_1_to_20) days");
            database.change(
                    "INSERT INTO job_request (id, job_name, parameters, state, requested_by, requested_at, due_at)"
                            + " VALUES (UUID(), 'retention', '{}', 'REJECTED', 'online', '2020-01-01', '2020-01-01')");
            oldTexts(database);
            try (ConfigurableApplicationContext _ = database.start(Map.of("RETENTION_DAYS", "5"))) {
                new JobRequests(database.database())
                        .add(
                                new JobRequest(UUID.randomUUID(), "retention", Map.of(), JobRequest.ONLINE),
                                TestDatabase.ample());
                Await.until(
                        "it completes",
                        () -> database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'COMPLETED'")
                                > 0);
            }
            assertThat(database.number("SELECT COUNT(*) FROM alert_outbox")).isBetween(4L, 5L);
            assertThat(database.number("SELECT COUNT(*) FROM job_request")).isEqualTo(1);
            assertThat(database.number(
                            "SELECT WRITE_COUNT FROM BATCH_STEP_EXECUTION WHERE STEP_NAME = 'delivered-alerts'"))
                    .isBetween(15L, 16L);
            assertThat(database.number("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION WHERE STATUS = 'COMPLETED'"))
                    .isEqualTo(16);
            assertThat(database.value("SELECT GROUP_CONCAT(clean_content) FROM feedback"))
                    .isEqualTo("Text 7");
            assertThat(database.number("SELECT COUNT(*) FROM feedback_fingerprint"))
                    .isEqualTo(1);
            assertThat(database.value("SELECT CONCAT(actor_kind, after_value) FROM audit_log"))
                    .isEqualTo(
                            "PRODUCT{\"by_default\":0,\"by_source\":{\"chat\":59},\"texts_erased\":59,\"whole\":true}");
        }
    }

    /** Of a source that keeps them for ten days, and one of another. */
    private static void oldTexts(TestDatabase database) throws Exception {
        database.change(
                "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                        + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                        + " vader_compound, adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at,"
                        + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), CONCAT('Text ', seq), CONCAT('Text ', seq),"
                        + " 'NEUTRAL', 1, FALSE, 'LOW', 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 'eo', FALSE,"
                        + " '2020-01-01', '2020-01-01', '2020-01-01' FROM seq_1_to_60");
        database.change("INSERT INTO submission (feedback_id, submitted_at, id, channel) SELECT id, created_at, UUID(),"
                + " IF(clean_content = 'Text 7', 'letter', 'chat') FROM feedback");
        database.change("INSERT INTO feedback_fingerprint (feedback_id) SELECT id FROM feedback");
        database.change("INSERT INTO text_retention_source VALUES ('chat', 10)");
    }
}
