/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeQueriesIT {

    private final TestSchema schema = TestSchema.create();
    private final ChangeQueries changes = new ChangeQueries(schema.database());
    private final MariaDbFeedbackStore store = new MariaDbFeedbackStore(
            schema.database(),
            new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
            UuidCreator::getTimeOrderedEpoch,
            Clock.systemUTC());

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID stored(String text, Instant at) throws Exception {
        NewFeedback row = Samples.feedback(text, Samples.BILLING, at);
        store.store(row, TestSchema.ample());
        return row.id();
    }

    private Changes since(Instant moment) throws Exception {
        return changes.since(moment, TestSchema.ample());
    }

    @Test
    void rows_are_told_from_the_moment_on_in_the_order_in_which_they_changed() throws Exception {
        Instant now = changes.now(TestSchema.ample());
        UUID old = stored("old", now.minusSeconds(60));
        UUID one = stored("one", now.minusSeconds(2));
        UUID two = stored("two", now.minusSeconds(1));
        assertThat(since(now.minusSeconds(10)).feedback())
                .extracting(Changes.OfFeedback::id)
                .containsExactly(one, two);

        new FeedbackTriage(schema.database(), Clock.systemUTC())
                .resolve(old, Optional.empty(), Actor.COMMAND, TestSchema.ample());

        assertThat(since(now.minusSeconds(10)).feedback()).last().satisfies(each -> {
            assertThat(each.id()).isEqualTo(old);
            assertThat(each.version()).isOne();
            assertThat(each.status()).isEqualTo("Resolved");
        });
    }

    @Test
    void of_a_flood_the_newest_are_told_and_that_there_were_more() throws Exception {
        Instant now = changes.now(TestSchema.ample());
        for (int i = 0; i <= ChangeQueries.MOST_FEEDBACK; i++) {
            stored("row " + i, now.minusMillis(10_000 - i));
        }
        Changes flood = since(now.minusSeconds(20));
        assertThat(flood.more()).isTrue();
        assertThat(flood.feedback()).hasSize(ChangeQueries.MOST_FEEDBACK);
        assertThat(flood.feedback().getLast().createdAt())
                .isAfter(flood.feedback().getFirst().createdAt());
        assertThat(since(now).more()).isFalse();
    }

    @Test
    void imports_and_executions_are_told_when_they_moved_and_running_ones_always() throws Exception {
        schema.change("""
                INSERT INTO feedback_import (id, file_name, status, staged_bytes, position, created_at, touched_at)
                VALUES ('0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', 'a.csv', 'RUNNING', 200, 50, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)),
                  ('0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c', 'b.csv', 'COMPLETED', 200, 200, '2020-01-01', '2020-01-01')""");
        schema.change(
                "INSERT INTO BATCH_JOB_INSTANCE VALUES (1, 0, 'retention', 'a'), (2, 0, 'retention', 'b'), (3, 0, 'retention', 'c')");
        schema.change("""
                INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, END_TIME, STATUS, LAST_UPDATED)
                VALUES (1, 0, 1, '2020-01-01', NULL, 'STARTED', '2020-01-01'), (2, 0, 2, '2020-01-01', '2020-01-01', 'COMPLETED', '2020-01-01'),
                  (3, 0, 3, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'FAILED', UTC_TIMESTAMP(6))""");
        Changes told = since(changes.now(TestSchema.ample()).minusSeconds(10));
        assertThat(told.imports())
                .singleElement()
                .satisfies(each -> assertThat(each.percent()).isEqualTo(25));
        assertThat(told.jobs()).extracting(Changes.OfJob::id).containsExactly(1L, 3L);
    }
}
