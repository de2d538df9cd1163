/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.FaultyWire;
import io.aegis.db.PoolSizes;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import io.aegis.testing.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of feedback when others, or faults, come between. */
class FeedbackRacesIT {

    private static final Labels URGENT = new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY), true);
    private static final Labels HAPPY = new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false);

    private static TestSchema schema;
    private static MariaDbFeedbackStore store;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        store = storeOn(schema.database());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static MariaDbFeedbackStore storeOn(Database database) {
        return new MariaDbFeedbackStore(
                database,
                new Alerts(List.of("discord"), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
    }

    /** Runs all at the same moment. */
    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    private static void assertStoredOnce(UUID id) throws SQLException {
        assertThat(schema.value("SELECT COUNT(*) FROM analysis WHERE feedback_id = '" + id + "'"))
                .isEqualTo("1");
        assertThat(schema.value("SELECT COUNT(*) FROM alert_outbox WHERE subject_id = '" + id + "'"))
                .isEqualTo("1");
    }

    @Test
    void five_hundred_identical_texts_at_once_make_one_row() throws Exception {
        List<Callable<StoreResult>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            NewFeedback feedback = Samples.feedback("five hundred at once", URGENT, Samples.NOON);
            calls.add(() -> store.store(feedback, TestSchema.ample()));
        }
        List<StoreResult> results = together(calls);
        assertThat(results).filteredOn(StoreResult.Inserted.class::isInstance).hasSize(1);
        List<UUID> ids =
                results.stream().map(result -> result.row().id()).distinct().toList();
        assertThat(ids).hasSize(1);
        assertStoredOnce(ids.getFirst());
    }

    @Test
    void different_texts_at_once_are_all_stored() throws Exception {
        List<Callable<StoreResult>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            NewFeedback feedback = Samples.feedback("different at once " + i, URGENT, Samples.NOON);
            calls.add(() -> store.store(feedback, TestSchema.ample()));
        }
        assertThat(together(calls)).allMatch(StoreResult.Inserted.class::isInstance);
    }

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

    @Test
    void an_upgrade_and_a_resolution_at_once_both_happen() throws Exception {
        FeedbackTriage triage = new FeedbackTriage(schema.database(), Clock.systemUTC());
        for (int round = 0; round < 20; round++) {
            NewFeedback feedback = Samples.feedback("upgrade and resolution " + round);
            store.store(feedback, TestSchema.ample());
            Upgrade upgrade = Samples.upgrade(feedback.id(), HAPPY, Set.of());
            together(List.of(
                    () -> store.upgrade(upgrade, TestSchema.ample()),
                    () -> triage.resolve(feedback.id(), Optional.of("done"), Actor.COMMAND, TestSchema.ample())));
            StoredFeedback row = store.find(feedback.hash(), TestSchema.ample()).orElseThrow();
            assertThat(row.status()).isEqualTo(Status.RESOLVED);
            assertThat(row.resolutionNote()).contains("done");
            assertThat(row.analysis().source()).isEqualTo(AnalysisSource.AI);
            assertThat(row.version()).isEqualTo(2);
        }
    }

    @Test
    void of_many_late_verdicts_at_once_one_is_taken() throws Exception {
        NewFeedback feedback = Samples.feedback("many late verdicts");
        store.store(feedback, TestSchema.ample());
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of()), TestSchema.ample()));
        }
        assertThat(together(calls)).filteredOn(taken -> taken).hasSize(1);
        assertThat(schema.value("SELECT CONCAT_WS(' ', COUNT(*), SUM(applied)) FROM analysis WHERE lane = 'LLM'"
                        + " AND feedback_id = '" + feedback.id() + "'"))
                .isEqualTo("20 1");
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
                    "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND info LIKE '" + like
                            + "' AND time_ms > 20")) {
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
