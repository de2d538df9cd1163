/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.feedback.Status;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeedbackTriageIT {

    private static final Instant LATER = Samples.NOON.plusSeconds(60);

    private static TestSchema schema;
    private static MariaDbFeedbackStore store;
    private static FeedbackTriage triage;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        Clock clock = Clock.fixed(LATER, ZoneOffset.UTC);
        store = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        triage = new FeedbackTriage(schema.database(), clock);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static UUID stored(String text) throws DatabaseUnavailableException {
        return store.store(Samples.feedback(text), TestSchema.ample()).row().id();
    }

    private static StoredFeedback resolve(UUID id, String... note) throws DatabaseUnavailableException {
        Optional<String> said = note.length == 0 ? Optional.empty() : Optional.of(note[0]);
        return triage.resolve(id, said, Actor.COMMAND, TestSchema.ample()).orElseThrow();
    }

    @Test
    void a_resolved_row_says_so_with_its_note() throws Exception {
        UUID id = stored("to resolve");
        StoredFeedback row = resolve(id, "refunded");
        assertThat(row.status()).isEqualTo(Status.RESOLVED);
        assertThat(row.resolutionNote()).contains("refunded");
        assertThat(row.updatedAt()).isEqualTo(LATER);
        assertThat(row.version()).isOne();
        assertThat(schema.value("SELECT resolved_at FROM feedback WHERE id = '" + id + "'"))
                .startsWith("2026-11-20 12:01:00.123456");
    }

    @Test
    void resolving_again_changes_nothing_unless_there_is_a_new_note() throws Exception {
        UUID id = stored("to resolve again");
        StoredFeedback row = resolve(id, "refunded");
        assertThat(resolve(id)).isEqualTo(row);
        assertThat(resolve(id, "refunded")).isEqualTo(row);
        assertThat(resolve(id, "refunded twice").resolutionNote()).contains("refunded twice");
    }

    @Test
    void a_reopened_row_is_open_without_a_note() throws Exception {
        UUID id = stored("to reopen");
        resolve(id, "refunded");
        StoredFeedback row =
                triage.reopen(id, Actor.COMMAND, TestSchema.ample()).orElseThrow();
        assertThat(row.status()).isEqualTo(Status.OPEN);
        assertThat(row.resolutionNote()).isEmpty();
        assertThat(schema.value("SELECT resolved_at FROM feedback WHERE id = '" + id + "'"))
                .isEqualTo("null");
        assertThat(triage.reopen(id, Actor.COMMAND, TestSchema.ample())).contains(row);
    }

    private static void rulesGive(UUID id, String priority) throws Exception {
        schema.change("UPDATE feedback SET verdict_priority = priority, priority = '" + priority + "' WHERE id = '" + id
                + "'");
    }

    private static String priorities(UUID id) throws Exception {
        return schema.value("SELECT CONCAT_WS(' ', priority, verdict_priority) FROM feedback WHERE id = '" + id + "'");
    }

    @Test
    void a_reopened_row_has_the_priority_of_its_verdict_where_there_are_no_rules_any_more() throws Exception {
        UUID reopened = stored("ruled, resolved and reopened");
        UUID again = stored("ruled, resolved and sent again");
        UUID fresh = stored("resolved and reopened without a rule");
        String own = priorities(fresh);
        for (UUID id : List.of(reopened, again)) {
            rulesGive(id, "CRITICAL");
        }
        for (UUID id : List.of(reopened, again, fresh)) {
            resolve(id, "done");
            resolve(id, "done, really");
        }
        assertThat(priorities(reopened)).as("while it is resolved").isEqualTo("CRITICAL " + own);

        StoredFeedback row =
                triage.reopen(reopened, Actor.COMMAND, TestSchema.ample()).orElseThrow();
        triage.reopen(fresh, Actor.COMMAND, TestSchema.ample());
        new SubmissionCounts(schema.database(), Clock.fixed(LATER, ZoneOffset.UTC))
                .add(List.of(new SubmissionCounter.Repeats(again, 1, LATER.plusSeconds(1))), TestSchema.ample());

        assertThat(row.analysis().priority()).hasToString(own);
        for (UUID id : List.of(reopened, again, fresh)) {
            assertThat(priorities(id)).isEqualTo(own);
        }
    }

    @Test
    void a_reopened_row_keeps_a_rules_priority_until_the_rules_that_there_are_have_been_asked() throws Exception {
        UUID id = stored("ruled, resolved and reopened under rules");
        String own = priorities(id);
        rulesGive(id, "CRITICAL");
        resolve(id);
        schema.change("INSERT INTO routing_rule VALUES (0, 'a rule', 'urgent', '{}', UTC_TIMESTAMP(6))");
        try {
            triage.reopen(id, Actor.COMMAND, TestSchema.ample());
            assertThat(priorities(id)).isEqualTo("CRITICAL " + own);
        } finally {
            schema.change("DELETE FROM routing_rule");
        }
    }

    @Test
    void the_last_rule_does_not_go_while_a_row_is_opened_again() throws Exception {
        UUID id = stored("reopened as the last rule goes");
        resolve(id);
        schema.change("INSERT INTO routing_rule VALUES (0, 'the last rule', 'urgent', '{}', UTC_TIMESTAMP(6))");
        try {
            schema.database().transaction(TestSchema.ample(), execute -> {
                assertThat(triage.put(execute, id, Status.OPEN, Optional.empty(), Actor.COMMAND, Optional.empty()))
                        .isTrue();
                return assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> schema.change(
                                "SET STATEMENT innodb_lock_wait_timeout = 1 FOR DELETE FROM routing_rule"))
                        .withMessageContaining("Lock wait timeout");
            });
        } finally {
            schema.change("DELETE FROM routing_rule");
        }
    }

    @Test
    void an_unknown_row_is_neither_resolved_nor_reopened() throws Exception {
        UUID unknown = UuidCreator.getTimeOrderedEpoch();
        assertThat(triage.resolve(unknown, Optional.empty(), Actor.COMMAND, TestSchema.ample()))
                .isEmpty();
        assertThat(triage.reopen(unknown, Actor.COMMAND, TestSchema.ample())).isEmpty();
    }

    @Test
    void the_longest_note_fits_and_a_longer_one_is_refused() throws Exception {
        UUID id = stored("with a long note");
        String longest = "😀".repeat(FeedbackTriage.MAX_NOTE);
        assertThat(resolve(id, longest).resolutionNote()).contains(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> resolve(id, longest + "x"));
    }

    @Test
    void many_agents_at_once_all_succeed() throws Exception {
        UUID id = stored("contended");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StoredFeedback>> results = IntStream.range(0, 20)
                    .mapToObj(agent -> threads.submit(() -> resolve(id, "by agent " + agent)))
                    .toList();
            for (Future<StoredFeedback> result : results) {
                assertThat(result.get().status()).isEqualTo(Status.RESOLVED);
            }
        }
        assertThat(schema.value("SELECT version FROM feedback WHERE id = '" + id + "'"))
                .isEqualTo("20");
    }

    @Test
    void repeated_submissions_are_added_and_change_nothing_else() throws Exception {
        UUID one = stored("repeated once");
        UUID many = stored("repeated often");
        StoredFeedback before = new FeedbackQueries(schema.database())
                .get(many, TestSchema.ample())
                .orElseThrow();
        SubmissionCounts counts = new SubmissionCounts(schema.database(), Clock.fixed(LATER, ZoneOffset.UTC));
        counts.add(
                List.of(
                        new SubmissionCounter.Repeats(one, 1, LATER),
                        new SubmissionCounter.Repeats(many, 41, LATER),
                        new SubmissionCounter.Repeats(UuidCreator.getTimeOrderedEpoch(), 7, LATER)),
                TestSchema.ample());
        counts.add(List.of(new SubmissionCounter.Repeats(many, 1, Samples.NOON)), TestSchema.ample());
        counts.add(List.of(), TestSchema.ample());
        StoredFeedback after = new FeedbackQueries(schema.database())
                .get(many, TestSchema.ample())
                .orElseThrow();
        assertThat(after.submissions()).isEqualTo(43);
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(schema.value("SELECT last_submitted_at FROM feedback WHERE id = '" + many + "'"))
                .startsWith("2026-11-20 12:01:00");
        assertThat(schema.value("SELECT submissions FROM feedback WHERE id = '" + one + "'"))
                .isEqualTo("2");
    }

    @Test
    void what_comes_again_after_its_resolution_is_open_again_and_says_so() throws Exception {
        UUID again = stored("printer on fire, again");
        UUID before = stored("printer on fire, told late");
        UUID old = stored("printer on fire, of last year");
        UUID open = stored("printer on fire, still");
        for (UUID id : List.of(again, before, old)) {
            resolve(id, "new printer");
        }

        new SubmissionCounts(schema.database(), Clock.fixed(LATER, ZoneOffset.UTC))
                .add(
                        List.of(
                                new SubmissionCounter.Repeats(again, 1, LATER.plusSeconds(1)),
                                new SubmissionCounter.Repeats(before, 1, LATER.minusSeconds(1)),
                                new SubmissionCounter.Repeats(old, 1, LATER.plusSeconds(1), Samples.NOON),
                                new SubmissionCounter.Repeats(open, 1, LATER.plusSeconds(1))),
                        TestSchema.ample());

        FeedbackQueries queries = new FeedbackQueries(schema.database());
        StoredFeedback row = queries.get(again, TestSchema.ample()).orElseThrow();
        assertThat(row.status()).isEqualTo(Status.OPEN);
        assertThat(row.resolutionNote()).as("what was done last time").contains("new printer");
        assertThat(schema.value("SELECT resolved_at FROM feedback WHERE id = '" + again + "'"))
                .isEqualTo("null");
        for (UUID id : List.of(before, old)) {
            assertThat(queries.get(id, TestSchema.ample()).orElseThrow().status())
                    .isEqualTo(Status.RESOLVED);
        }
        assertThat(schema.value("SELECT GROUP_CONCAT(feedback_id) FROM triage_tag WHERE tag = 'regressed'"))
                .isEqualTo(again.toString());
        assertThat(schema.value(
                        "SELECT GROUP_CONCAT(action, ' ', actor_kind ORDER BY id) FROM audit_log WHERE subject = '"
                                + again + "'"))
                .isEqualTo("RESOLVE COMMAND,REOPEN PRODUCT,TAG PRODUCT");
        assertThat(resolve(again, "newer printer").resolutionNote()).contains("newer printer");
    }

    @Test
    void what_comes_again_in_a_file_is_open_again_unless_it_happened_before() throws Exception {
        UUID again = stored("lift stuck, again");
        UUID old = stored("lift stuck, of last year");
        resolve(again, "oiled");
        resolve(old, "oiled");
        FeedbackBulk bulk = new FeedbackBulk(
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                Clock.fixed(LATER, ZoneOffset.UTC),
                UuidCreator::getTimeOrderedEpoch);
        Instant now = LATER.plusSeconds(60);
        Metadata ofLastYear =
                new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Samples.NOON));
        List<Repeated> file = List.of(
                new Repeated(Samples.feedback("lift stuck, again", Samples.BILLING, now), List.of()),
                new Repeated(
                        Samples.with(Samples.feedback("lift stuck, of last year", Samples.BILLING, now), ofLastYear),
                        List.of()),
                new Repeated(Samples.feedback("lift stuck, for the first time", Samples.BILLING, now), List.of()));

        int stored = schema.database().transaction(TestSchema.ample(), execute -> bulk.store(execute, file));

        assertThat(stored).as("new rows").isEqualTo(1);

        FeedbackQueries queries = new FeedbackQueries(schema.database());
        assertThat(queries.get(again, TestSchema.ample()).orElseThrow().status())
                .isEqualTo(Status.OPEN);
        assertThat(queries.get(old, TestSchema.ample()).orElseThrow().status()).isEqualTo(Status.RESOLVED);
        assertThat(schema.value("SELECT submissions FROM feedback WHERE id = '" + old + "'"))
                .isEqualTo("2");
    }

    @Test
    void a_group_is_regressed_when_one_of_its_resolved_texts_comes_again() throws Exception {
        UUID one = stored("the app forgets my basket");
        UUID other = stored("the app forgets my basket!");
        UUID group = UuidCreator.getTimeOrderedEpoch();
        schema.change(
                "INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at,"
                        + " updated_at) VALUES ('" + group + "', '" + one + "', '" + one
                        + "', 2, 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        schema.change("UPDATE feedback SET group_id = '" + group + "' WHERE id IN ('" + one + "', '" + other + "')");
        resolve(one);
        resolve(other);

        new SubmissionCounts(schema.database(), Clock.fixed(LATER, ZoneOffset.UTC))
                .add(List.of(new SubmissionCounter.Repeats(other, 1, LATER.plusSeconds(1))), TestSchema.ample());

        assertThat(schema.value(
                        "SELECT CONCAT(open_rows, ' ', regressed_at IS NOT NULL) FROM feedback_group WHERE id = '"
                                + group + "'"))
                .isEqualTo("1 1");
    }

    @Test
    void submissions_of_more_rows_than_one_statement_takes_are_all_added() throws Exception {
        List<SubmissionCounter.Repeats> repeats = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            repeats.add(new SubmissionCounter.Repeats(stored("one of many, " + i), 1 + i, LATER.plusNanos(999)));
        }

        new SubmissionCounts(schema.database(), Clock.fixed(LATER, ZoneOffset.UTC)).add(repeats, TestSchema.ample());

        assertThat(schema.value("SELECT CONCAT(COUNT(*), ' ', SUM(submissions), ' ', MAX(last_submitted_at))"
                        + " FROM feedback WHERE clean_content LIKE 'one of many, %'"))
                .isEqualTo("230 " + (230 + 230 * 231 / 2) + " 2026-11-20 12:01:00.123456");
    }
}
