/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.FaultyWire;
import io.aegis.db.PoolSizes;
import io.aegis.db.TestSchema;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.Upgrade;
import io.aegis.testing.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What becomes of feedback when deadlocks, locks, and lost connections come between. */
class FeedbackFaultsIT extends FeedbackStoreFixture {

    @Test
    void the_victim_of_a_deadlock_is_stored_nevertheless() throws Exception {
        NewFeedback feedback = Samples.feedback("deadlock", URGENT, Samples.NOON);
        long before = deadlocks();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection rival = schema.rival();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            // Many changes make the rival the one that survives.
            for (int i = 0; i < 200; i++) {
                statement.executeUpdate(
                        "INSERT INTO llm_usage VALUES ('2026-01-01', 'deadlock', 'm" + i + "', 1, 1, 1, 1, 1, 1, 1)");
            }
            statement.executeUpdate(alertOf(feedback));
            Future<StoreResult> result = threads.submit(() -> store.store(feedback, TestSchema.ample()));
            awaitStatement(statement, "INSERT INTO alert_outbox%");
            statement.executeUpdate(rowLike(feedback));
            rival.rollback();
            assertThat(result.get()).isInstanceOf(StoreResult.Inserted.class);
        }
        assertThat(deadlocks()).isGreaterThan(before);
        assertStoredOnce(feedback.id());
    }

    @Test
    void a_connection_killed_in_the_middle_costs_nothing_but_time() throws Exception {
        NewFeedback feedback = Samples.feedback("killed", URGENT, Samples.NOON);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection rival = schema.rival();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.executeUpdate(alertOf(feedback));
            Future<StoreResult> result = threads.submit(() -> store.store(feedback, TestSchema.ample()));
            statement.execute("KILL CONNECTION " + awaitStatement(statement, "INSERT INTO alert_outbox%"));
            rival.rollback();
            assertThat(result.get()).isInstanceOf(StoreResult.Inserted.class);
        }
        assertStoredOnce(feedback.id());
    }

    @Test
    void a_lock_that_is_not_let_go_of_ends_in_time_and_leaves_nothing_behind() throws Exception {
        NewFeedback feedback = Samples.feedback("locked out", URGENT, Samples.NOON);
        try (Connection rival = schema.rival();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.executeUpdate(rowLike(feedback));
            Deadline deadline = TestSchema.within(Duration.ofMillis(500));
            assertThatThrownBy(() -> store.store(feedback, deadline)).isInstanceOf(DatabaseUnavailableException.class);
            rival.rollback();
        }
        assertThat(store.store(feedback, TestSchema.ample())).isInstanceOf(StoreResult.Inserted.class);
        assertStoredOnce(feedback.id());
    }

    @Test
    void a_row_that_vanishes_between_collision_and_reading_is_stored_after_all() throws Exception {
        NewFeedback theirs = Samples.feedback("vanishing");
        NewFeedback mine = new NewFeedback(
                theirs.id(),
                Samples.feedback("another text").hash(),
                "another text",
                Samples.feedback("another text").text(),
                theirs.analysis(),
                theirs.heuristic(),
                Optional.empty(),
                Set.of(),
                theirs.metadata(),
                Samples.NOON);
        store.store(theirs, TestSchema.ample());
        // The id collides and the text does not: what the store sees when a row goes at the wrong moment.
        assertThatThrownBy(() -> store.store(mine, TestSchema.within(Duration.ofMillis(300))))
                .isInstanceOf(DatabaseUnavailableException.class);
        schema.change("DELETE FROM analysis WHERE feedback_id = '" + theirs.id() + "'");
        schema.change("DELETE FROM feedback WHERE id = '" + theirs.id() + "'");
        assertThat(store.store(mine, TestSchema.ample())).isInstanceOf(StoreResult.Inserted.class);
    }

    @Test
    void a_store_whose_confirmation_is_lost_is_still_this_callers() throws Exception {
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), PoolSizes.DEFAULT)) {
            NewFeedback feedback = Samples.feedback("lost confirmation", URGENT, Samples.NOON);
            wire.loseAnswerToCommit();
            StoreResult result = storeOn(database).store(feedback, TestSchema.ample());
            assertThat(wire.answersAreLost()).isTrue();
            assertThat(result).isInstanceOf(StoreResult.Inserted.class);
            assertThat(result.row().id()).isEqualTo(feedback.id());
            assertStoredOnce(feedback.id());
        }
    }

    @Test
    void an_upgrade_whose_confirmation_is_lost_was_taken() throws Exception {
        NewFeedback feedback = Samples.feedback("lost upgrade");
        store.store(feedback, TestSchema.ample());
        try (FaultyWire wire = new FaultyWire(TestSchema.serverPort());
                Database database = schema.open(wire.port(), PoolSizes.DEFAULT)) {
            wire.loseAnswerToCommit();
            Upgrade upgrade = Samples.upgrade(feedback.id(), HAPPY, Set.of());
            assertThat(storeOn(database).upgrade(upgrade, TestSchema.ample())).isTrue();
            assertThat(wire.answersAreLost()).isTrue();
        }
        assertThat(schema.value("SELECT COUNT(*) FROM analysis WHERE feedback_id = '" + feedback.id() + "'"))
                .isEqualTo("2");
    }

    private static String alertOf(NewFeedback feedback) {
        return "INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at) VALUES ('"
                + UuidCreator.getTimeOrderedEpoch() + "', 'feedback.urgent', '" + feedback.id()
                + "', 'discord', '{}', NOW(6), NOW(6))";
    }

    /** The same text by another. */
    private static String rowLike(NewFeedback feedback) {
        return "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent, priority,"
                + " department, confidence, source, provider, vader_neg, vader_neu, vader_pos, vader_compound,"
                + " adjusted_compound, evidence, needs_review, last_submitted_at, created_at, updated_at) VALUES ('"
                + UuidCreator.getTimeOrderedEpoch() + "', x'"
                + HexFormat.of().formatHex(feedback.hash().bytes())
                + "', 'r', 'c', 'NEUTRAL', 1, 0, 'LOW', 'SUPPORT', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 0,"
                + " NOW(6), NOW(6), NOW(6))";
    }

    /** Waits until another connection runs such a statement, and gives that connection's id. */
    private static String awaitStatement(Statement statement, String like) throws Exception {
        List<String> ids = new ArrayList<>();
        Await.until("somebody runs " + like, () -> {
            try (var rows = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND db = DATABASE() AND info LIKE '"
                            + like + "' AND time_ms > 20")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return !ids.isEmpty();
            }
        });
        return ids.getFirst();
    }

    private static long deadlocks() throws SQLException {
        return Long.parseLong(schema.value("SELECT variable_value FROM information_schema.global_status"
                + " WHERE variable_name = 'Innodb_deadlocks'"));
    }
}
