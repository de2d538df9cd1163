/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.audit.Actor;
import io.aegis.db.personaldata.DataRequest;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.personaldata.DataSubject;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Both jobs as operators see them: asked for in the database, done by the whole application. */
class PersonalDataJobsIT {

    private static final DataSubject ANNA = new DataSubject(DataSubject.Kind.CUSTOMER_REF, "cust-anna-77");

    private static final String ROWS =
            "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics,"
                    + " is_urgent, priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                    + " vader_compound, adjusted_compound, evidence, needs_review, last_submitted_at, created_at,"
                    + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), CONCAT('Zeppelin ', seq), CONCAT('Zeppelin ', seq),"
                    + " 'NEUTRAL', 1, FALSE, 'LOW', 'SUPPORT', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', FALSE,"
                    + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM seq_";

    private static final String SENT = "INSERT INTO submission (feedback_id, submitted_at, id, customer_ref)"
            + " SELECT id, created_at, UUID(), 'cust-anna-77' FROM feedback";

    private static DataRequest done(DataRequests requests, DataRequest.Kind kind) throws Exception {
        return done(requests, requests.add(kind, ANNA, "key", Actor.COMMAND, TestDatabase.ample()));
    }

    private static DataRequest done(DataRequests requests, UUID id) throws Exception {
        Await.until(
                "it is done",
                () -> requests.get(id, TestDatabase.ample())
                        .flatMap(DataRequest::finishedAt)
                        .isPresent());
        return requests.get(id, TestDatabase.ample()).orElseThrow();
    }

    @Test
    void a_customer_is_exported_and_erased_and_no_table_of_the_jobs_knows_who_it_was() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.change(ROWS + "1_to_130");
            database.change(SENT);
            DataRequests requests =
                    new DataRequests(database.database(), UuidCreator::getTimeOrderedEpoch, new Random(2));
            try (ConfigurableApplicationContext _ = database.start(Map.of())) {
                assertThat(done(requests, DataRequest.Kind.EXPORT).counts()).containsEntry("texts_exported", 130L);
                assertThat(done(requests, DataRequest.Kind.ERASURE).counts()).containsEntry("texts_erased", 130L);
            }
            assertThat(database.number("SELECT COUNT(*) FROM feedback")).isZero();
            assertThat(database.number(
                            "SELECT COUNT(*) FROM BATCH_JOB_EXECUTION_PARAMS" + " WHERE PARAMETER_VALUE LIKE '%anna%'"))
                    .isZero();
            assertThat(database.number("SELECT COUNT(*) FROM job_request WHERE parameters LIKE '%anna%'"))
                    .isZero();
            assertThat(database.number("SELECT COUNT(*) FROM data_request WHERE subject IS NOT NULL"))
                    .isZero();
        }
    }

    @Test
    void an_erasure_beside_an_import_takes_all_that_the_import_stores() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.change(ROWS + "1_to_60");
            database.change(SENT);
            database.change("INSERT INTO feedback_import (id, file_name, status, created_at, touched_at)"
                    + " VALUES (UUID(), 'f', 'RUNNING', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
            DataRequests requests =
                    new DataRequests(database.database(), UuidCreator::getTimeOrderedEpoch, new Random(3));
            UUID id = requests.add(DataRequest.Kind.ERASURE, ANNA, "key", Actor.COMMAND, TestDatabase.ample());
            try (ConfigurableApplicationContext _ = database.start(Map.of())) {
                Await.until(
                        "it waits",
                        () -> database.number("SELECT COUNT(*) FROM data_request WHERE wait_until IS NOT NULL") == 1);
                database.change(ROWS + "61_to_200");
                database.change(SENT);
                database.change("UPDATE feedback_import SET status = 'COMPLETED', finished_at = UTC_TIMESTAMP(6)");
                assertThat(done(requests, id).counts())
                        .containsEntry("texts_erased", 200L)
                        .containsEntry("imports_unfinished", 0L);
            }
            assertThat(database.number("SELECT COUNT(*) FROM feedback")).isZero();
        }
    }
}
