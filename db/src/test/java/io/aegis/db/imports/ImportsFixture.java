/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FileSource;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Files that are uploaded, and what is stored of their imports. */
@ResourceLock("ImportsFixture")
abstract class ImportsFixture {

    static TestSchema schema;
    static ImportStaging staging;
    static ImportQueries queries;
    static ImportProgress progress;

    @BeforeAll
    static void open() {
        schema = TestSchema.create();
        staging = new ImportStaging(schema.database(), UuidCreator::getTimeOrderedEpoch);
        queries = new ImportQueries(schema.database());
        progress = new ImportProgress(
                schema.database(),
                new FeedbackBulk(
                        new Alerts(List.of("webhook"), UuidCreator::getTimeOrderedEpoch),
                        Clock.systemUTC(),
                        UuidCreator::getTimeOrderedEpoch));
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    static UUID upload(String name) throws DatabaseUnavailableException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        staging.open(id, name, TestSchema.ample());
        staging.append(id, 0, name.getBytes(StandardCharsets.UTF_8), TestSchema.ample());
        return id;
    }

    static StagedFile file(String name) {
        return new StagedFile(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 32), name.length(), name.length());
    }

    static FeedbackImport staged(String name) throws DatabaseUnavailableException {
        return staging.finish(upload(name), file(name), false, TestSchema.ample());
    }

    static long requests(UUID id) throws Exception {
        return Long.parseLong(schema.value(
                "SELECT COUNT(*) FROM job_request WHERE job_name = 'feedback-import' AND parameters LIKE '%" + id
                        + "%'"));
    }

    static FileLayout layout() throws Exception {
        return new FileInspector()
                .inspect(
                        FileSource.of("id,text\n1,hello there\n".getBytes(StandardCharsets.UTF_8)),
                        FileOptions.NONE,
                        FileInspector.Extent.WHOLE)
                .layout();
    }
}
