/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.feedbackfile.FileOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The same file with the same options is one import. */
class ImportIdentityIT extends ImportsFixture {

    private static final int SENDERS = 8;

    @Test
    void a_file_is_queued_once_and_seen_then() throws Exception {
        UUID id = upload("queued once");
        assertThat(queries.get(id, TestSchema.ample())).isEmpty();

        FeedbackImport queued = staging.finish(id, file("queued once"), false, TestSchema.ample());
        assertThat(staging.finish(id, file("queued once"), true, TestSchema.ample()))
                .isEqualTo(queued);

        assertThat(queries.get(id, TestSchema.ample())).contains(queued);
        assertThat(queued.status()).isEqualTo(ImportStatus.QUEUED);
        assertThat(queued.percent()).isZero();
        assertThat(queued.rowsPerSecond()).isEmpty();
        assertThat(queued.remaining()).isEmpty();
        assertThat(requests(id)).isEqualTo(1);
        assertThat(progress.piece(id, 0, TestSchema.ample())).isPresent();
        assertThat(progress.piece(id, 1, TestSchema.ample())).isEmpty();
    }

    @Test
    void the_same_file_stands_for_itself_unless_forced() throws Exception {
        FeedbackImport first = staged("the same");
        UUID again = upload("the same");
        assertThat(staging.finish(again, file("the same"), false, TestSchema.ample())
                        .id())
                .isEqualTo(first.id());
        assertThat(progress.piece(again, 0, TestSchema.ample())).isEmpty();

        FeedbackImport forced = staging.finish(upload("the same"), file("the same"), true, TestSchema.ample());
        assertThat(forced.id()).isNotEqualTo(first.id());
        assertThat(staged("the same").id()).isEqualTo(forced.id());
    }

    @Test
    void the_same_file_from_many_at_once_is_one_import() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "at once " + round;
            Set<UUID> standing = standing(name, false);
            assertThat(standing).as(name).hasSize(1);
            assertThat(requests(standing.iterator().next())).as(name).isEqualTo(1);
        }
    }

    @Test
    void the_same_file_from_many_who_force_it_is_as_many_imports_of_which_one_stands() throws Exception {
        Set<UUID> standing = standing("forced", true);
        assertThat(standing).hasSize(SENDERS);
        assertThat(standing).contains(staged("forced").id());
    }

    /** The imports that stand for a file for those who send it at once. */
    private static Set<UUID> standing(String name, boolean force) throws Exception {
        List<UUID> uploads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            uploads.add(upload(name));
        }
        Set<UUID> standing = new HashSet<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FeedbackImport>> all = uploads.stream()
                    .map(id -> senders.submit(() -> staging.finish(id, file(name), force, TestSchema.ample())))
                    .toList();
            for (Future<FeedbackImport> each : all) {
                standing.add(each.get().id());
            }
        }
        return standing;
    }

    @Test
    void what_is_said_of_a_file_belongs_to_its_identity() throws Exception {
        StagedFile file = file("identity");
        FileOptions said = FileOptions.of(Map.of("column", "b"));
        FeedbackImport plain = staging.finish(upload("identity"), file, false, TestSchema.ample());
        FeedbackImport other = staging.finish(
                upload("identity"),
                file.with(new ImportPlan(said, Optional.of(layout()), Optional.empty())),
                false,
                TestSchema.ample());

        assertThat(other.id()).isNotEqualTo(plain.id());
        assertThat(other.options()).isEqualTo(said);
        assertThat(other.layout()).contains(layout());
        assertThat(plain.options()).isEqualTo(FileOptions.NONE);
        assertThat(plain.layout()).isEmpty();
        assertThat(plain.rows().empty()).isZero();
    }

    @Test
    void a_file_about_which_more_has_to_be_said_waits_for_it() throws Exception {
        UUID id = upload("waits");
        ImportPlan plan = new ImportPlan(FileOptions.NONE, Optional.of(layout()), Optional.of("Say which."));
        FeedbackImport waiting = staging.finish(id, file("waits").with(plan), false, TestSchema.ample());
        assertThat(waiting.status()).isEqualTo(ImportStatus.NEEDS_MAPPING);
        assertThat(waiting.failure()).contains("Say which.");
        assertThat(requests(id)).isZero();
        assertThat(queries.piece(id, 0, TestSchema.ample())).isPresent();

        FileOptions said = FileOptions.of(Map.of("column", "text"));
        FeedbackImport queued =
                staging.map(id, said, layout(), TestSchema.ample()).orElseThrow();

        assertThat(queued.status()).isEqualTo(ImportStatus.QUEUED);
        assertThat(queued.options()).isEqualTo(said);
        assertThat(queued.failure()).isEmpty();
        assertThat(requests(id)).isEqualTo(1);
        assertThat(staging.map(id, said, layout(), TestSchema.ample())).isEmpty();
        assertThat(requests(id)).isEqualTo(1);
    }
}
