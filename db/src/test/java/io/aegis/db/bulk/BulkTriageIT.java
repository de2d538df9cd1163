/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.Filter;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.triage.Snooze;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageState;
import io.aegis.db.triage.TriageStore;
import io.aegis.feedback.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BulkTriageIT {

    private static final Actor ANN = Actor.key("Ann");
    private static final BulkAction ALL_OF_IT = new BulkAction(
            Optional.of(Status.RESOLVED),
            Optional.of("by many"),
            new TriageChange(
                    Optional.of(Optional.of("Bob")),
                    Set.of("many"),
                    Set.of(),
                    Optional.of(Optional.of(new Snooze(Optional.empty(), true)))));

    private static TestSchema schema;
    private static MariaDbFeedbackStore feedback;
    private static FeedbackQueries queries;
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
        bulk = new BulkTriage(
                schema.database(),
                new FeedbackTriage(schema.database(), Clock.systemUTC()),
                UuidCreator::getTimeOrderedEpoch);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static List<UUID> rows(String text, int count) throws Exception {
        List<UUID> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(feedback.store(Samples.feedback(text + " " + i), TestSchema.ample())
                    .row()
                    .id());
        }
        return rows;
    }

    private static Status status(UUID row) throws Exception {
        return queries.get(row, TestSchema.ample()).orElseThrow().status();
    }

    private static TriageState state(UUID row) throws Exception {
        return queries.triage(List.of(row), TestSchema.ample()).getOrDefault(row, TriageState.NONE);
    }

    private static BulkTriage.Result apply(List<UUID> rows, BulkAction action) throws Exception {
        return bulk.apply(rows, action, ANN, TestSchema.ample());
    }

    @Test
    void many_rows_change_at_once_and_are_taken_back_together() throws Exception {
        List<UUID> rows = rows("together", 30);
        BulkTriage.Result done = apply(rows, ALL_OF_IT);
        assertThat(done.changed()).isEqualTo(30);
        assertThat(done.unchanged()).isZero();
        assertThat(status(rows.getLast())).isEqualTo(Status.RESOLVED);
        assertThat(state(rows.getLast()).assignedTo()).contains("Bob");
        assertThat(state(rows.getLast()).snoozed()).isTrue();
        FeedbackFilter tagged = new Filter()
                .triage(new TriageFilter(Optional.empty(), Optional.of("many"), Optional.empty()))
                .build();
        assertThat(queries.ids(tagged, 100, TestSchema.ample())).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(queries.countFew(tagged, 100, TestSchema.ample())).isEqualTo(new FeedbackQueries.Found(30, true));
        assertThat(queries.countFew(tagged, 7, TestSchema.ample())).isEqualTo(new FeedbackQueries.Found(7, false));

        BulkTriage.Result again = apply(rows, ALL_OF_IT);
        assertThat(again.changed()).as("the same again changes nothing").isZero();
        assertThat(again.unchanged()).isEqualTo(30);

        BulkTriage.Result back =
                bulk.undo(done.batch(), ANN, false, TestSchema.ample()).orElseThrow();
        assertThat(back.changed()).as("rows, as the step counted them").isEqualTo(30);
        assertThat(back.unchanged()).isZero();
        assertThat(status(rows.getFirst())).isEqualTo(Status.OPEN);
        assertThat(state(rows.getFirst()))
                .extracting(TriageState::assignedTo, TriageState::tags, TriageState::snooze)
                .containsExactly(Optional.empty(), List.of(), Optional.empty());
        assertThat(bulk.undo(done.batch(), ANN, false, TestSchema.ample())
                        .orElseThrow()
                        .changed())
                .isZero();
    }

    @Test
    void what_a_colleague_has_changed_since_is_not_taken_back() throws Exception {
        List<UUID> rows = rows("since", 2);
        BulkTriage.Result done =
                apply(rows, new BulkAction(Optional.empty(), Optional.empty(), TriageChange.assign("Bob")));
        new TriageStore(schema.database())
                .change(
                        rows.getFirst(),
                        Optional.empty(),
                        TriageChange.assign("Eve"),
                        Actor.user("eve"),
                        TestSchema.ample());
        BulkTriage.Result back =
                bulk.undo(done.batch(), ANN, false, TestSchema.ample()).orElseThrow();
        assertThat(back.changed()).isOne();
        assertThat(back.unchanged()).isOne();
        assertThat(state(rows.getFirst()).assignedTo()).contains("Eve");
        assertThat(state(rows.getLast()).assignedTo()).isEmpty();
    }

    @Test
    void what_came_back_and_is_put_aside_anew_counts_and_is_taken_back() throws Exception {
        UUID row = rows("anew", 1).getFirst();
        BulkAction aside = new BulkAction(
                Optional.empty(),
                Optional.empty(),
                new TriageChange(
                        Optional.empty(),
                        Set.of(),
                        Set.of(),
                        Optional.of(Optional.of(new Snooze(Optional.empty(), true)))));
        apply(List.of(row), aside);
        schema.change("UPDATE feedback SET submissions = submissions + 1 WHERE id = '" + row + "'");
        assertThat(state(row).snoozed()).isFalse();

        BulkTriage.Result anew = apply(List.of(row), aside);
        assertThat(anew.changed()).isOne();
        assertThat(state(row).snoozed()).isTrue();
        assertThat(bulk.undo(anew.batch(), ANN, false, TestSchema.ample())
                        .orElseThrow()
                        .changed())
                .isOne();
        assertThat(state(row).snooze()).isEmpty();
    }

    @Test
    void a_step_is_taken_back_by_its_author_or_for_everybody() throws Exception {
        List<UUID> rows = rows("author", 1);
        apply(rows, new BulkAction(Optional.of(Status.RESOLVED), Optional.empty(), nothing()));
        BulkTriage.Result opened = apply(rows, new BulkAction(Optional.of(Status.OPEN), Optional.empty(), nothing()));
        Actor eve = Actor.user("Ann");
        assertThat(bulk.undo(opened.batch(), eve, false, TestSchema.ample())).isEmpty();
        assertThat(bulk.undo(UUID.randomUUID(), ANN, true, TestSchema.ample())).isEmpty();
        assertThat(bulk.undo(opened.batch(), eve, true, TestSchema.ample())
                        .orElseThrow()
                        .changed())
                .isOne();
        assertThat(status(rows.getFirst())).isEqualTo(Status.RESOLVED);
    }

    @Test
    void rows_that_are_gone_are_passed_over_and_too_many_are_refused() throws Exception {
        BulkTriage.Result none = apply(List.of(UUID.randomUUID()), ALL_OF_IT);
        assertThat(none.changed()).isZero();
        assertThat(none.unchanged()).isOne();
        List<UUID> most =
                Stream.generate(UUID::randomUUID).limit(BulkTriage.MOST + 1).toList();
        assertThatIllegalArgumentException().isThrownBy(() -> apply(most, ALL_OF_IT));
        assertThat(new BulkAction(Optional.empty(), Optional.empty(), nothing()).isEmpty())
                .isTrue();
    }

    private static TriageChange nothing() {
        return new TriageChange(Optional.empty(), Set.of(), Set.of(), Optional.empty());
    }
}
