/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.testing.Await;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class EmbeddingJobIT {

    private static final HeuristicAnalyzer HEURISTIC =
            HeuristicLane.load(Optional.empty()).analyzer();

    private static final String IMPLIED =
            "My mother lives alone, wears the alarm button, and her line has been silent since yesterday";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private UUID row(String text) throws Exception {
        FeedbackText clean = FeedbackText.of(text);
        HeuristicAnalysis heuristic = HEURISTIC.analyze(clean);
        return new MariaDbFeedbackStore(
                        database.database(),
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        UuidCreator::getTimeOrderedEpoch,
                        Clock.systemUTC())
                .store(
                        new NewFeedback(
                                UuidCreator.getTimeOrderedEpoch(),
                                ContentHash.of(clean),
                                text,
                                clean,
                                MergedVerdict.of(heuristic).analysis(),
                                heuristic,
                                Optional.empty(),
                                Set.of(),
                                Metadata.NONE,
                                Instant.now()),
                        TestDatabase.ample())
                .row()
                .id();
    }

    private String run() throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, "feedback-embed", Map.of(), JobRequest.ONLINE), TestDatabase.ample());
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        Await.until("it ends", () -> database.number("SELECT COUNT(*) FROM " + execution) > 0);
        return database.value("SELECT CONCAT(e.STATUS, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }

    @Test
    void rows_get_their_vectors_once_and_what_may_be_urgent_is_marked() throws Exception {
        UUID implied = row(IMPLIED);
        UUID calm = row("The colours of the new app are a little pale");
        for (int i = 0; i < 210; i++) {
            row("The parcel with number " + i + " came on time");
        }
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            assertThat(run()).isEqualTo("COMPLETED: vectors of 212 rows, possibly urgent 1");
            assertThat(run()).isEqualTo("COMPLETED: vectors of 0 rows, possibly urgent 0");
            row("One that comes later");
            database.change("DELETE FROM feedback_vector WHERE feedback_id = '" + calm + "'");
            assertThat(run()).isEqualTo("COMPLETED: vectors of 2 rows, possibly urgent 0");
        }
        assertThat(database.value("SELECT GROUP_CONCAT(id) FROM feedback WHERE possibly_urgent"))
                .isEqualTo(implied.toString());
        try (LazyTextEmbedder embedder = new LazyTextEmbedder(ModelFolder.installed())) {
            assertThat(new FeedbackVectors(database.database(), embedder.model()).find(implied, TestDatabase.ample()))
                    .contains(embedder.embed(IMPLIED));
        }
    }

    @Test
    void switched_off_it_does_nothing_and_says_why() throws Exception {
        row(IMPLIED);
        try (ConfigurableApplicationContext _ = database.start(Map.of("AEGIS_EMBEDDINGS", "off"))) {
            assertThat(run()).isEqualTo("COMPLETED: AEGIS_EMBEDDINGS is off: nothing to do");
        }
        assertThat(database.number("SELECT COUNT(*) FROM feedback_vector")).isZero();
        assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE possibly_urgent"))
                .isZero();
    }
}
