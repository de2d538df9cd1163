/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.feedback.Repeated;
import io.aegis.db.feedback.Samples;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imports from the queue to their last row. */
class ImportsIT extends ImportsFixture {

    @Test
    void what_never_came_whole_is_thrown_away() throws Exception {
        UUID id = upload("x".repeat(300));
        assertThat(staging.discardAbandoned(Duration.ofHours(1), TestSchema.ample()))
                .isZero();
        schema.change("UPDATE feedback_import SET touched_at = touched_at - INTERVAL 2 HOUR WHERE id = '" + id + "'");
        assertThat(staging.discardAbandoned(Duration.ofHours(1), TestSchema.ample()))
                .isEqualTo(1);
        assertThat(progress.piece(id, 0, TestSchema.ample())).isEmpty();

        FeedbackImport whole = staged("whole");
        staging.discard(whole.id(), TestSchema.ample());
        assertThat(queries.get(whole.id(), TestSchema.ample())).isPresent();
        staging.removePieces(whole.id(), TestSchema.ample());
        assertThat(progress.piece(whole.id(), 0, TestSchema.ample())).isEmpty();
    }

    @Test
    void what_a_run_counts_and_rejects_is_seen_and_only_the_last_run_ends_it() throws Exception {
        FeedbackImport queued = staged("owned by one, and twenty bytes long");
        progress.begin(queued.id(), 5, TestSchema.ample());
        int inserted = progress.store(
                List.of(
                        new Repeated(Samples.feedback("Owned text one"), List.of(Metadata.NONE)),
                        new Repeated(Samples.feedback("Owned text two"), List.of())),
                TestSchema.ample());
        RowCounts counts = new RowCounts(2, 1, 1);
        progress.advance(
                queued.id(), 10, counts, List.of(new Reject(3, "r".repeat(600), "content")), TestSchema.ample());

        assertThat(inserted).isEqualTo(2);
        FeedbackImport running = queries.get(queued.id(), TestSchema.ample()).orElseThrow();
        assertThat(running.rows()).isEqualTo(counts);
        assertThat(running.position().bytes()).isEqualTo(10);
        assertThat(running.jobExecutionId()).hasValue(5);
        assertThat(running.percent()).isBetween(25.0, 35.0);
        assertThat(running.rowsPerSecond().orElseThrow()).isPositive();
        assertThat(running.remaining()).isPresent();
        assertThat(queries.rejects(queued.id(), 0, TestSchema.ample())
                        .getFirst()
                        .reason())
                .hasSize(500);

        assertThat(progress.begin(queued.id(), 6, TestSchema.ample())).isPresent();
        assertThat(progress.end(queued.id(), 5, ImportStatus.FAILED, Optional.empty(), TestSchema.ample()))
                .isFalse();
        assertThat(progress.end(queued.id(), 6, ImportStatus.COMPLETED, Optional.empty(), TestSchema.ample()))
                .isTrue();
        assertThat(queries.get(queued.id(), TestSchema.ample()).orElseThrow().percent())
                .isEqualTo(100);
        assertThat(progress.begin(UUID.randomUUID(), 1, TestSchema.ample())).isEmpty();

        assertThat(progress.begin(queued.id(), 7, TestSchema.ample())
                        .orElseThrow()
                        .status())
                .as("only the clearing up is left")
                .isEqualTo(ImportStatus.COMPLETED);
        assertThat(progress.end(queued.id(), 7, ImportStatus.FAILED, Optional.empty(), TestSchema.ample()))
                .isFalse();
    }

    @Test
    void the_parts_of_a_file_are_the_same_however_often_they_are_found() throws Exception {
        UUID id = staged("parted").id();
        ImportParts parts = new ImportParts(schema.database());
        ImportPart first = new ImportPart(0, Position.START, 4);
        ImportPart second = new ImportPart(1, new Position(4, 2), 6);
        parts.add(id, first, TestSchema.ample());
        parts.add(id, second, TestSchema.ample());
        parts.add(id, second, TestSchema.ample());

        assertThat(parts.of(id, TestSchema.ample())).containsExactly(first, second);
        parts.remove(id, TestSchema.ample());
        assertThat(parts.of(id, TestSchema.ample())).isEmpty();
    }

    @Test
    void what_is_left_of_the_disk_is_told_by_the_server_on_this_machine() throws Exception {
        assertThat(staging.freeBytes(TestSchema.ample()).orElse(0)).isPositive();
        assertThat(new DatabaseDisk(schema.database()).told(TestSchema.ample())).isEmpty();
    }

    @Test
    void imports_are_listed_newest_first() throws Exception {
        FeedbackImport older = staged("listed first");
        FeedbackImport newer = staged("listed second");
        upload("not here yet");
        List<FeedbackImport> page = queries.list(1, Optional.empty(), TestSchema.ample());
        assertThat(page).extracting(FeedbackImport::id).containsExactly(newer.id());
        assertThat(queries.list(1, Optional.of(newer.id()), TestSchema.ample()))
                .extracting(FeedbackImport::id)
                .containsExactly(older.id());
    }

    @Test
    void new_known_urgent_and_suspected_texts_are_stored_as_posted_ones_are() throws Exception {
        Metadata told =
                new Metadata(Optional.of("email"), Optional.empty(), Optional.empty(), Optional.of(Samples.NOON));
        NewFeedback known = Samples.feedback("Bulk text that is known");
        NewFeedback urgent = Samples.feedback(
                "Bulk text that is urgent", new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY), true), Samples.NOON);
        NewFeedback suspected =
                Samples.with(Samples.feedback("Bulk text suspected"), Set.of(ReviewReason.SUSPECTED_INJECTION));
        progress.store(List.of(new Repeated(known, List.of())), TestSchema.ample());

        List<Repeated> many = new ArrayList<>(List.of(
                new Repeated(Samples.with(Samples.feedback("Bulk text that is known"), told), List.of(told)),
                new Repeated(urgent, List.of()),
                new Repeated(Samples.with(suspected, told), List.of(told, Metadata.NONE))));
        IntStream.range(0, 1500)
                .forEach(i -> many.add(new Repeated(Samples.feedback("Bulk text number " + i), List.of())));
        assertThat(progress.store(many, TestSchema.ample())).isEqualTo(1502);

        assertThat(schema.value("SELECT submissions FROM feedback WHERE id = '" + known.id() + "'"))
                .isEqualTo("3");
        assertThat(schema.value("SELECT submissions FROM feedback WHERE id = '" + suspected.id() + "'"))
                .isEqualTo("3");
        assertThat(schema.value("SELECT COUNT(*) FROM submission WHERE feedback_id = '" + known.id() + "'"))
                .isEqualTo("2");
        assertThat(schema.value("SELECT COUNT(*) FROM submission WHERE feedback_id = '" + suspected.id() + "'"))
                .isEqualTo("2");
        assertThat(schema.value("SELECT COUNT(*) FROM alert_outbox WHERE subject_id = '" + urgent.id() + "'"))
                .isEqualTo("1");
        assertThat(schema.value("SELECT COUNT(*) FROM review WHERE feedback_id = '" + suspected.id() + "'"))
                .isEqualTo("1");
        assertThat(schema.value("SELECT COUNT(*) FROM analysis a JOIN feedback f ON f.id = a.feedback_id"
                        + " WHERE f.clean_content LIKE 'Bulk text%' AND a.applied AND a.lane = 'HEURISTIC'"))
                .isEqualTo("1503");
    }
}
