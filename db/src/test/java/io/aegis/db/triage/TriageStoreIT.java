/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.Filter;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Page;
import io.aegis.db.feedback.Samples;
import io.aegis.db.feedback.SubmissionCounts;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.storage.StoredFeedback;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TriageStoreIT {

    private static final Actor ANN = Actor.key("Ann");
    private static final Actor BOB = Actor.user("bob@example.org");
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

    private static TestSchema schema;
    private static MariaDbFeedbackStore feedback;
    private static TriageStore store;
    private static TriageQueries queries;
    private static TriageNotes notes;
    private static AuditQueries audit;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
        feedback = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        store = new TriageStore(schema.database());
        queries = new TriageQueries(schema.database());
        notes = new TriageNotes(schema.database(), clock);
        audit = new AuditQueries(schema.database());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static UUID row(String text) throws Exception {
        return feedback.store(Samples.feedback(text), TestSchema.ample()).row().id();
    }

    private static TriageOutcome change(UUID row, Optional<Long> version, TriageChange change) throws Exception {
        return store.change(row, version, change, ANN, TestSchema.ample());
    }

    private static TriageState done(UUID row, TriageChange change) throws Exception {
        return ((TriageOutcome.Done) change(row, Optional.empty(), change)).state();
    }

    private static TriageChange snooze(Optional<Instant> until, boolean again) {
        return new TriageChange(
                Optional.empty(), Set.of(), Set.of(), Optional.of(Optional.of(new Snooze(until, again))));
    }

    private static List<AuditEntry> history(UUID subject) throws Exception {
        return audit.list(AuditQueries.Filter.of(subject), 50, Optional.empty(), TestSchema.ample())
                .items();
    }

    private static Set<UUID> listed(TriageFilter filter) throws Exception {
        FeedbackFilter wanted = new Filter().triage(filter).build();
        Set<UUID> all = new LinkedHashSet<>();
        List<UUID> inOrder = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredFeedback> page =
                    new FeedbackQueries(schema.database()).list(wanted, 2, cursor, TestSchema.ample());
            page.items().forEach(row -> inOrder.add(row.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        all.addAll(inOrder);
        assertThat(all).as("no row twice").hasSameSizeAs(inOrder);
        return all;
    }

    @Test
    void a_row_is_assigned_tagged_and_put_aside_and_each_is_told_in_the_log() throws Exception {
        UUID row = row("all of it");
        assertThat(queries.of(row, TestSchema.ample())).isEqualTo(TriageState.NONE);
        TriageState state = done(
                row,
                new TriageChange(
                        Optional.of(Optional.of("Bob")),
                        Set.of("vip", "refund"),
                        Set.of(),
                        Optional.of(Optional.of(new Snooze(Optional.of(FAR), false)))));
        assertThat(state.version()).isOne();
        assertThat(state.assignedTo()).contains("Bob");
        assertThat(state.tags()).containsExactly("refund", "vip");
        assertThat(state.snooze()).contains(new Snooze(Optional.of(FAR), false));
        assertThat(state.snoozed()).isTrue();
        assertThat(queries.of(row, TestSchema.ample())).isEqualTo(state);
        assertThat(history(row))
                .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(ANN))
                .extracting(AuditEntry::action, AuditEntry::before, AuditEntry::after)
                .containsExactlyInAnyOrder(
                        tuple(AuditAction.ASSIGN, "{}", "{\"assigned_to\":\"Bob\"}"),
                        tuple(AuditAction.TAG, "{\"tags\":[]}", "{\"tags\":[\"refund\",\"vip\"]}"),
                        tuple(
                                AuditAction.SNOOZE,
                                "{}",
                                "{\"snoozed_until\":\"2999-01-01T00:00:00Z\",\"snoozed_until_again\":false}"));
    }

    @Test
    void what_a_colleague_changed_meanwhile_is_not_overwritten() throws Exception {
        UUID row = row("two colleagues");
        change(row, Optional.of(0L), TriageChange.assign("Ann"));
        assertThat(change(row, Optional.of(0L), TriageChange.assign("Bob"))).isInstanceOf(TriageOutcome.Changed.class);
        assertThat(queries.of(row, TestSchema.ample()).assignedTo()).contains("Ann");
        assertThat(change(row, Optional.of(1L), TriageChange.assign("Bob"))).isInstanceOf(TriageOutcome.Done.class);
    }

    @Test
    void the_same_change_again_changes_nothing() throws Exception {
        UUID row = row("twice");
        TriageState once = done(row, TriageChange.assign("Ann"));
        assertThat(change(row, Optional.of(0L), TriageChange.assign("Ann"))).isEqualTo(new TriageOutcome.Done(once));
        assertThat(history(row)).hasSize(1);
    }

    @Test
    void tags_come_and_go_and_are_not_too_many() throws Exception {
        UUID row = row("tags");
        Set<String> most = IntStream.range(0, Tags.MOST).mapToObj(i -> "t" + i).collect(Collectors.toSet());
        assertThat(done(row, TriageChange.tag(most)).tags()).hasSize(Tags.MOST);
        assertThat(change(row, Optional.empty(), TriageChange.tag(Set.of("more"))))
                .isEqualTo(new TriageOutcome.Full(Tags.MOST));
        TriageChange swap = new TriageChange(Optional.empty(), Set.of("more"), Set.of("t0"), Optional.empty());
        assertThat(done(row, swap).tags()).hasSize(Tags.MOST).contains("more").doesNotContain("t0");
    }

    @Test
    void nothing_is_agreed_on_about_no_row() throws Exception {
        assertThat(change(UUID.randomUUID(), Optional.empty(), TriageChange.assign("Ann")))
                .isInstanceOf(TriageOutcome.Missing.class);
        assertThat(notes.add(UUID.randomUUID(), "hello", ANN, TestSchema.ample()))
                .isInstanceOf(TriageOutcome.Missing.class);
        assertThat(queries.of(List.of(), TestSchema.ample())).isEmpty();
    }

    @Test
    void a_row_comes_back_when_its_time_has_come_or_the_text_has() throws Exception {
        UUID over = row("over");
        UUID again = row("again");
        assertThat(done(over, snooze(Optional.of(PAST), false)).snoozed()).isFalse();
        assertThat(done(again, snooze(Optional.empty(), true)).snoozed()).isTrue();
        TriageFilter aside = new TriageFilter(Optional.empty(), Optional.empty(), Optional.of(true));
        assertThat(listed(aside)).contains(again).doesNotContain(over);
        new SubmissionCounts(schema.database(), Clock.systemUTC())
                .add(List.of(new SubmissionCounter.Repeats(again, 1, Samples.NOON)), TestSchema.ample());
        assertThat(queries.of(again, TestSchema.ample()).snoozed()).isFalse();
        assertThat(listed(aside)).doesNotContain(again);
        assertThat(listed(new TriageFilter(Optional.empty(), Optional.empty(), Optional.of(false))))
                .contains(again, over);
        // Assigning it does not put it aside anew; putting it aside again does.
        assertThat(done(again, TriageChange.assign("Ann")).snoozed()).isFalse();
        assertThat(done(again, snooze(Optional.empty(), true)).snoozed()).isTrue();
        assertThat(done(again, new TriageChange(Optional.empty(), Set.of(), Set.of(), Optional.of(Optional.empty())))
                        .snooze())
                .isEmpty();
    }

    @Test
    void lists_show_what_is_assigned_and_tagged_page_by_page() throws Exception {
        List<UUID> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(row("listed " + i));
            done(rows.get(i), TriageChange.assign("Lister"));
        }
        done(rows.get(1), TriageChange.tag(Set.of("listed")));
        done(rows.get(3), TriageChange.tag(Set.of("listed")));
        UUID foreign = row("listed by another");
        done(foreign, TriageChange.tag(Set.of("listed")));
        Optional<Optional<String>> lister = Optional.of(Optional.of("Lister"));
        assertThat(listed(new TriageFilter(lister, Optional.empty(), Optional.empty())))
                .containsExactlyInAnyOrderElementsOf(rows);
        assertThat(listed(new TriageFilter(Optional.empty(), Optional.of("listed"), Optional.empty())))
                .containsExactlyInAnyOrder(rows.get(1), rows.get(3), foreign);
        assertThat(listed(new TriageFilter(lister, Optional.of("listed"), Optional.of(false))))
                .containsExactlyInAnyOrder(rows.get(1), rows.get(3));
        assertThat(listed(new TriageFilter(Optional.of(Optional.empty()), Optional.empty(), Optional.empty())))
                .contains(foreign)
                .doesNotContainAnyElementsOf(rows);
    }

    @Test
    void notes_are_a_thread_and_their_texts_are_not_in_the_log() throws Exception {
        UUID row = row("noted");
        notes.add(row, "Called her, no answer", ANN, TestSchema.ample());
        // Sent again after a lost answer: the clock of this test stands still.
        notes.add(row, "Called her, no answer", ANN, TestSchema.ample());
        notes.add(row, "I take it", BOB, TestSchema.ample());
        assertThat(notes.list(row, TestSchema.ample()))
                .containsExactly(
                        new TriageNote(1, "Ann", "Called her, no answer", Samples.NOON),
                        new TriageNote(2, "bob@example.org", "I take it", Samples.NOON));
        assertThat(queries.of(row, TestSchema.ample()).notes()).isEqualTo(2);
        assertThat(history(row))
                .extracting(AuditEntry::action, AuditEntry::after)
                .containsExactly(tuple(AuditAction.NOTE, "{\"note\":2}"), tuple(AuditAction.NOTE, "{\"note\":1}"));
        assertThatIllegalArgumentException().isThrownBy(() -> notes.add(row, " ", ANN, TestSchema.ample()));
        schema.change("UPDATE triage_note SET number = " + TriageNotes.MOST + " WHERE number = 2 AND feedback_id = '"
                + row + "'");
        assertThat(notes.add(row, "one more", ANN, TestSchema.ample()))
                .isEqualTo(new TriageOutcome.Full(TriageNotes.MOST));
    }

    @Test
    void what_is_resolved_is_told_without_the_words_of_its_note() throws Exception {
        UUID row = row("resolved and told");
        FeedbackTriage triage = new FeedbackTriage(schema.database(), Clock.systemUTC());
        triage.resolve(row, Optional.of("called Mrs Smith"), BOB, TestSchema.ample());
        triage.reopen(row, ANN, TestSchema.ample());
        assertThat(history(row))
                .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::before, AuditEntry::after)
                .containsExactly(
                        tuple(
                                AuditAction.REOPEN,
                                ANN,
                                "{\"note\":true,\"status\":\"Resolved\"}",
                                "{\"note\":false,\"status\":\"Open\"}"),
                        tuple(
                                AuditAction.RESOLVE,
                                BOB,
                                "{\"note\":false,\"status\":\"Open\"}",
                                "{\"note\":true,\"status\":\"Resolved\"}"));
    }

    @Test
    void the_log_is_searched_page_by_page() throws Exception {
        Actor finder = Actor.key("Finder");
        UUID row = row("searched");
        for (int i = 0; i < 5; i++) {
            store.change(row, Optional.empty(), TriageChange.assign("to " + i), finder, TestSchema.ample());
        }
        AuditQueries.Filter filter = new AuditQueries.Filter(
                Optional.empty(),
                Optional.of("Finder"),
                Optional.of(AuditAction.ASSIGN),
                Optional.empty(),
                Optional.of(PAST),
                Optional.of(FAR));
        List<String> found = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        do {
            AuditQueries.Part page = audit.list(filter, 2, before, TestSchema.ample());
            page.items().forEach(entry -> found.add(entry.after()));
            before = page.next();
        } while (before.isPresent());
        assertThat(found)
                .containsExactly(
                        "{\"assigned_to\":\"to 4\"}",
                        "{\"assigned_to\":\"to 3\"}",
                        "{\"assigned_to\":\"to 2\"}",
                        "{\"assigned_to\":\"to 1\"}",
                        "{\"assigned_to\":\"to 0\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit.list(filter, 0, Optional.empty(), TestSchema.ample()));
    }

    @Test
    void the_account_of_the_application_can_only_append_to_the_log() throws Exception {
        done(row("kept for good"), TriageChange.assign("Ann"));
        try (Connection online = schema.rival();
                Statement statement = online.createStatement()) {
            for (String forbidden : List.of(
                    "UPDATE audit_log SET actor = 'nobody'",
                    "DELETE FROM audit_log",
                    "REPLACE INTO audit_log SELECT * FROM audit_log",
                    "TRUNCATE TABLE audit_log",
                    "DROP TRIGGER audit_log_no_change",
                    "ALTER TABLE audit_log DROP COLUMN actor")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class);
            }
        }
        assertThat(schema.value("SELECT COUNT(*) FROM audit_log WHERE actor = 'Ann'"))
                .isNotEqualTo("0");
    }
}
