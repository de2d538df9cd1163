/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.feedback.Samples;
import io.aegis.db.feedback.SubmissionCounts;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.dedupe.SubmissionCounter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What colleagues agree on about a row, and how it is found by that. */
class TriageStoreIT extends TriageFixture {

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
}
