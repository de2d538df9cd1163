/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.personaldata.FeedbackErasure;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageNotes;
import io.aegis.db.triage.TriageState;
import io.aegis.db.triage.TriageStore;
import io.aegis.feedback.Status;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What undo brings back, and what it leaves to those who have decided since. */
class BulkUndoIT {

    private static final Actor ANN = Actor.key("Ann");
    private static final Actor BOB = Actor.user("bob");
    private static final TriageChange NOTHING =
            new TriageChange(Optional.empty(), Set.of(), Set.of(), Optional.empty());

    private static TestSchema schema;
    private static MariaDbFeedbackStore feedback;
    private static FeedbackQueries queries;
    private static FeedbackTriage triage;
    private static TriageStore store;
    private static BulkTriage bulk;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        feedback = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        queries = new FeedbackQueries(schema.database());
        triage = new FeedbackTriage(schema.database(), Clock.systemUTC());
        store = new TriageStore(schema.database());
        bulk = new BulkTriage(schema.database(), triage, UuidCreator::getTimeOrderedEpoch);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static UUID row(String text) throws Exception {
        return feedback.store(Samples.feedback(text), TestSchema.ample()).row().id();
    }

    private static void resolve(UUID row, String note, Actor actor) throws Exception {
        triage.resolve(row, Optional.of(note), actor, TestSchema.ample());
    }

    private static void change(UUID row, TriageChange change, Actor actor) throws Exception {
        store.change(row, Optional.empty(), change, actor, TestSchema.ample());
    }

    private static BulkTriage.Result resolveAll(UUID row, Optional<String> note) throws Exception {
        return apply(row, new BulkAction(Optional.of(Status.RESOLVED), note, NOTHING));
    }

    private static BulkTriage.Result reopenAll(UUID row) throws Exception {
        return apply(row, new BulkAction(Optional.of(Status.OPEN), Optional.empty(), NOTHING));
    }

    private static BulkTriage.Result assignAll(UUID row, String to) throws Exception {
        return apply(row, new BulkAction(Optional.empty(), Optional.empty(), TriageChange.assign(to)));
    }

    private static BulkTriage.Result apply(UUID row, BulkAction action) throws Exception {
        return bulk.apply(List.of(row), action, ANN, TestSchema.ample());
    }

    private static BulkTriage.Result undo(BulkTriage.Result done) throws Exception {
        return bulk.undo(done.batch(), ANN, false, TestSchema.ample()).orElseThrow();
    }

    private static BulkTriage.Result assertTakenBack(BulkTriage.Result done) throws Exception {
        BulkTriage.Result back = undo(done);
        assertThat(back)
                .extracting(BulkTriage.Result::changed, BulkTriage.Result::unchanged)
                .containsExactly(1, 0);
        return back;
    }

    private static void assertLeftAlone(BulkTriage.Result done) throws Exception {
        assertThat(undo(done))
                .extracting(BulkTriage.Result::changed, BulkTriage.Result::unchanged)
                .containsExactly(0, 1);
    }

    private static void assertIs(UUID row, Status status, Optional<String> note) throws Exception {
        assertThat(queries.get(row, TestSchema.ample()).orElseThrow())
                .extracting(StoredFeedback::status, StoredFeedback::resolutionNote)
                .containsExactly(status, note);
    }

    private static TriageState state(UUID row) throws Exception {
        return queries.triage(List.of(row), TestSchema.ample()).getOrDefault(row, TriageState.NONE);
    }

    @Test
    void a_row_that_a_colleague_has_reopened_and_resolved_again_stays_resolved() throws Exception {
        UUID row = row("reopened and resolved");
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        triage.reopen(row, BOB, TestSchema.ample());
        resolve(row, "Bob's note", BOB);
        assertLeftAlone(done);
        assertIs(row, Status.RESOLVED, Optional.of("Bob's note"));
    }

    @Test
    void a_row_to_which_a_colleague_has_given_another_note_stays_resolved() throws Exception {
        UUID row = row("noted anew");
        BulkTriage.Result done = resolveAll(row, Optional.empty());
        resolve(row, "Bob's note", BOB);
        assertLeftAlone(done);
        assertIs(row, Status.RESOLVED, Optional.of("Bob's note"));
    }

    @Test
    void a_row_that_a_colleague_has_assigned_to_another_and_back_stays_assigned() throws Exception {
        UUID row = row("assigned there and back");
        BulkTriage.Result done = assignAll(row, "Ann");
        change(row, TriageChange.assign("Bob"), BOB);
        change(row, TriageChange.assign("Ann"), BOB);
        assertLeftAlone(done);
        assertThat(state(row).assignedTo()).contains("Ann");
    }

    @Test
    void what_the_author_has_changed_since_is_left_alone_too() throws Exception {
        UUID row = row("changed by its author");
        BulkTriage.Result first = assignAll(row, "Ann");
        BulkTriage.Result second = resolveAll(row, Optional.of("bulk"));
        assertLeftAlone(first);
        assertTakenBack(second);
        assertThat(state(row).assignedTo()).contains("Ann");
        assertIs(row, Status.OPEN, Optional.empty());
    }

    @Test
    void rules_the_product_and_remarks_are_no_obstacle() throws Exception {
        UUID row = row("routed since");
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        change(row, tagged("routed"), Actor.rule("some rule"));
        change(row, tagged("regressed"), Actor.PRODUCT);
        schema.change("UPDATE feedback SET version = version + 1 WHERE id = '" + row + "'");
        new TriageNotes(schema.database(), Clock.systemUTC()).add(row, "a remark", BOB, TestSchema.ample());
        assertTakenBack(done);
        assertIs(row, Status.OPEN, Optional.empty());
        assertThat(state(row).tags()).containsExactly("regressed", "routed");
    }

    private static TriageChange tagged(String tag) {
        return new TriageChange(Optional.empty(), Set.of(tag), Set.of(), Optional.empty());
    }

    @Test
    void a_row_that_is_open_again_by_itself_keeps_the_note_of_its_resolution() throws Exception {
        UUID row = row("regressed since");
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        schema.database()
                .transaction(
                        TestSchema.ample(),
                        execute -> triage.put(
                                execute, row, Status.OPEN, Optional.of("bulk"), Actor.PRODUCT, Optional.empty()));
        assertLeftAlone(done);
        assertIs(row, Status.OPEN, Optional.of("bulk"));
    }

    @Test
    void a_row_that_was_opened_is_resolved_with_the_note_that_it_had() throws Exception {
        UUID row = row("opened by many");
        resolve(row, "orig note", BOB);
        BulkTriage.Result done = reopenAll(row);
        assertIs(row, Status.OPEN, Optional.of("orig note"));
        assertTakenBack(done);
        assertIs(row, Status.RESOLVED, Optional.of("orig note"));
    }

    @Test
    void a_note_that_was_erased_does_not_come_back() throws Exception {
        UUID row = row("opened and erased");
        resolve(row, "of Mrs Smith", BOB);
        BulkTriage.Result done = reopenAll(row);
        schema.change("UPDATE feedback SET resolution_note = NULL WHERE id = '" + row + "'");
        assertTakenBack(done);
        assertIs(row, Status.RESOLVED, Optional.empty());
    }

    @Test
    void the_note_of_a_row_that_is_resolved_is_not_replaced() throws Exception {
        UUID row = row("resolved with a note");
        resolve(row, "N1", BOB);
        assertThat(resolveAll(row, Optional.of("bulk")))
                .extracting(BulkTriage.Result::changed, BulkTriage.Result::unchanged)
                .containsExactly(0, 1);
        assertIs(row, Status.RESOLVED, Optional.of("N1"));

        BulkTriage.Result more = apply(
                row, new BulkAction(Optional.of(Status.RESOLVED), Optional.of("bulk"), TriageChange.assign("Ann")));
        assertThat(more.changed()).isOne();
        assertTakenBack(more);
        assertIs(row, Status.RESOLVED, Optional.of("N1"));
        assertThat(state(row).assignedTo()).isEmpty();
    }

    @Test
    void a_row_that_was_resolved_without_a_note_gets_one_and_loses_it_again() throws Exception {
        UUID row = row("resolved without a note");
        triage.resolve(row, Optional.empty(), BOB, TestSchema.ample());
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        assertIs(row, Status.RESOLVED, Optional.of("bulk"));
        assertTakenBack(done);
        assertIs(row, Status.RESOLVED, Optional.empty());
    }

    @Test
    void the_note_of_an_earlier_resolution_lasts_where_no_other_is_given() throws Exception {
        UUID row = row("with an earlier note");
        resolve(row, "earlier", BOB);
        reopenAll(row);
        BulkTriage.Result done = resolveAll(row, Optional.empty());
        assertIs(row, Status.RESOLVED, Optional.of("earlier"));
        assertTakenBack(done);
        assertIs(row, Status.OPEN, Optional.of("earlier"));

        BulkTriage.Result noted = resolveAll(row, Optional.of("bulk"));
        assertIs(row, Status.RESOLVED, Optional.of("bulk"));
        assertTakenBack(noted);
        assertIs(row, Status.OPEN, Optional.of("earlier"));
    }

    private static void assertNoneKept(UUID row) throws Exception {
        assertThat(schema.value("SELECT COUNT(*) FROM replaced_note WHERE feedback_id = '" + row + "'"))
                .isEqualTo("0");
    }

    @Test
    void a_note_that_was_replaced_comes_back_and_goes_again_as_often_as_that_is_asked() throws Exception {
        UUID row = row("with notes there and back");
        resolve(row, "earlier", BOB);
        reopenAll(row);
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        for (int i = 0; i < 2; i++) {
            done = assertTakenBack(done);
            assertIs(row, Status.OPEN, Optional.of("earlier"));
            done = assertTakenBack(done);
            assertIs(row, Status.RESOLVED, Optional.of("bulk"));
        }
        assertThat(schema.value("SELECT GROUP_CONCAT(note) FROM replaced_note WHERE feedback_id = '" + row + "'"))
                .as("no more than is needed")
                .isEqualTo("earlier");
    }

    @Test
    void a_note_that_undo_took_away_is_there_again_when_undo_is_taken_back() throws Exception {
        UUID open = row("noted, taken back and noted");
        BulkTriage.Result back = assertTakenBack(resolveAll(open, Optional.of("bulk")));
        assertIs(open, Status.OPEN, Optional.empty());
        assertTakenBack(back);
        assertIs(open, Status.RESOLVED, Optional.of("bulk"));
        assertNoneKept(open);

        UUID resolved = row("resolved, noted, taken back and noted");
        triage.resolve(resolved, Optional.empty(), BOB, TestSchema.ample());
        BulkTriage.Result without = assertTakenBack(resolveAll(resolved, Optional.of("bulk")));
        assertIs(resolved, Status.RESOLVED, Optional.empty());
        assertTakenBack(without);
        assertIs(resolved, Status.RESOLVED, Optional.of("bulk"));
    }

    @Test
    void a_replaced_note_that_was_erased_does_not_come_back() throws Exception {
        UUID row = row("replaced and erased");
        resolve(row, "of Mrs Smith", BOB);
        reopenAll(row);
        BulkTriage.Result done = resolveAll(row, Optional.of("bulk"));
        schema.change("DELETE FROM replaced_note WHERE feedback_id = '" + row + "'");
        assertTakenBack(done);
        assertIs(row, Status.OPEN, Optional.empty());
    }

    @Test
    void replaced_notes_go_with_their_row() throws Exception {
        UUID row = row("replaced and removed");
        resolve(row, "earlier", BOB);
        reopenAll(row);
        resolveAll(row, Optional.of("bulk"));
        schema.database()
                .transaction(
                        TestSchema.ample(), execute -> FeedbackErasure.erase(execute, row, "replaced and removed"));
        assertNoneKept(row);
    }

    @Test
    void steps_are_taken_back_from_the_last_to_the_first() throws Exception {
        UUID row = row("three steps");
        BulkTriage.Result assigned = assignAll(row, "Ann");
        BulkTriage.Result resolved = apply(
                row,
                new BulkAction(Optional.of(Status.RESOLVED), Optional.of("bulk"), TriageChange.tag(Set.of("done"))));
        BulkTriage.Result passedOn = assignAll(row, "Bob");
        assertLeftAlone(assigned);
        assertLeftAlone(resolved);
        assertTakenBack(passedOn);
        assertLeftAlone(passedOn);
        assertLeftAlone(assigned);
        assertTakenBack(resolved);
        assertTakenBack(assigned);
        assertIs(row, Status.OPEN, Optional.empty());
        assertThat(state(row))
                .extracting(TriageState::assignedTo, TriageState::tags)
                .containsExactly(Optional.empty(), List.of());
        assertLeftAlone(assigned);
    }

    @Test
    void what_was_done_again_stands_until_that_is_taken_back() throws Exception {
        UUID row = row("two steps, one done again");
        BulkTriage.Result first = assignAll(row, "Ann");
        BulkTriage.Result second = resolveAll(row, Optional.of("bulk"));
        BulkTriage.Result back = assertTakenBack(second);
        BulkTriage.Result again = assertTakenBack(back);
        assertIs(row, Status.RESOLVED, Optional.of("bulk"));
        assertLeftAlone(first);
        assertLeftAlone(second);
        assertLeftAlone(back);
        assertTakenBack(again);
        assertIs(row, Status.OPEN, Optional.empty());
        assertTakenBack(first);
        assertThat(state(row).assignedTo()).isEmpty();
    }

    @Test
    void a_step_on_which_undo_did_nothing_or_not_all_stands() throws Exception {
        UUID none = row("nothing taken back");
        UUID some = row("something taken back");
        List<UUID> both = List.of(none, some);
        BulkTriage.Result first = bulk.apply(both, tagging("first"), ANN, TestSchema.ample());
        BulkTriage.Result second = bulk.apply(
                both,
                new BulkAction(Optional.of(Status.RESOLVED), Optional.empty(), TriageChange.tag(Set.of("second"))),
                ANN,
                TestSchema.ample());
        change(none, tagged("of-bob"), BOB);
        // As when the text came again, whereupon undo leaves the row's status alone.
        schema.database()
                .transaction(
                        TestSchema.ample(),
                        execute -> triage.put(
                                execute, some, Status.OPEN, Optional.empty(), Actor.PRODUCT, Optional.empty()));
        assertThat(undo(second).changed()).isOne();
        assertThat(state(some).tags()).containsExactly("first");
        assertThat(undo(first).changed()).isZero();
        assertThat(state(none).tags()).containsExactly("first", "of-bob", "second");
        assertThat(state(some).tags()).containsExactly("first");
    }

    @Test
    void a_colleague_who_changes_a_row_between_steps_and_their_undo_is_heeded() throws Exception {
        UUID row = row("changed between");
        BulkTriage.Result first = apply(row, tagging("first"));
        change(row, tagged("of-bob"), BOB);
        BulkTriage.Result second = apply(row, tagging("second"));
        assertTakenBack(second);
        assertLeftAlone(first);
        assertThat(state(row).tags()).containsExactly("first", "of-bob");
    }

    @Test
    void a_row_about_which_very_much_was_decided_since_is_left_alone() throws Exception {
        UUID row = row("there and back and there and back");
        BulkTriage.Result first = apply(row, tagging("first"));
        for (int i = 0; i < UndoStack.MOST / 2; i++) {
            assertTakenBack(apply(row, tagging("second")));
        }
        assertLeftAlone(first);
        assertTakenBack(apply(row, tagging("third")));
    }

    private static BulkAction tagging(String tag) {
        return new BulkAction(Optional.empty(), Optional.empty(), tagged(tag));
    }

    @Test
    void a_row_that_is_opened_again_when_there_are_no_rules_has_the_priority_of_its_verdict() throws Exception {
        UUID row = row("critical by a rule that is gone");
        String ruled = "UPDATE feedback SET priority = 'CRITICAL', verdict_priority = 'LOW' WHERE id = '" + row + "'";
        String priority =
                "SELECT CONCAT(priority, IFNULL(verdict_priority, '')) FROM feedback WHERE id = '" + row + "'";
        BulkTriage.Result done = resolveAll(row, Optional.empty());
        schema.change(ruled);
        assertTakenBack(done);
        assertThat(schema.value(priority)).isEqualTo("LOW");

        resolveAll(row, Optional.empty());
        schema.change(ruled);
        reopenAll(row);
        assertThat(schema.value(priority)).isEqualTo("LOW");
    }

    @Test
    void undo_is_taken_back_as_any_other_step() throws Exception {
        UUID row = row("there and back again");
        BulkTriage.Result done = assignAll(row, "Ann");
        BulkTriage.Result back = undo(done);
        assertTakenBack(back);
        assertThat(state(row).assignedTo()).contains("Ann");
    }
}
