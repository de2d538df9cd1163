/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.outbox.Alerts;
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

/** The job as operators see it: asked for in the database, done by the whole application. */
class GroupingJobIT {

    private static final HeuristicAnalyzer HEURISTIC =
            HeuristicLane.load(Optional.empty()).analyzer();

    private static final Map<String, String> WITHOUT_VECTORS = Map.of("AEGIS_EMBEDDINGS", "off");

    private static final String CHARGED = "I was charged twice for my subscription this month, case ";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void row(String text) throws Exception {
        FeedbackText clean = FeedbackText.of(text);
        HeuristicAnalysis heuristic = HEURISTIC.analyze(clean);
        new MariaDbFeedbackStore(
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
                        TestDatabase.ample());
    }

    private String run(String job, Map<String, Object> parameters) throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, job, parameters, JobRequest.ONLINE), TestDatabase.ample());
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        Await.until("it ends", () -> database.number("SELECT COUNT(*) FROM " + execution) > 0);
        return database.value("SELECT CONCAT(e.STATUS, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }

    @Test
    void new_rows_are_grouped_in_chunks_each_once() throws Exception {
        for (int i = 0; i < 260; i++) {
            row(CHARGED + i);
        }
        row("Nothing else is like this at all");
        try (ConfigurableApplicationContext _ = database.start(WITHOUT_VECTORS)) {
            assertThat(run("feedback-group", Map.of()))
                    .isEqualTo("COMPLETED: texts: looked at 261, joined 259, new groups 1");
            assertThat(run("feedback-group", Map.of()))
                    .isEqualTo("COMPLETED: texts: looked at 0, joined 0, new groups 0");
            row(CHARGED + "thousand");
            assertThat(run("feedback-group", Map.of("everything", true)))
                    .isEqualTo("COMPLETED: texts: looked at 1, joined 1, new groups 0");
            assertThat(database.number("SELECT size FROM feedback_group")).isEqualTo(261);
            assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE group_id IS NULL"))
                    .isEqualTo(1);

            database.change("DELETE FROM analysis");
            database.change("DELETE FROM feedback WHERE clean_content LIKE '%case 1%'");
            assertThat(run("retention", Map.of())).startsWith("COMPLETED");
            assertThat(database.number("SELECT size FROM feedback_group"))
                    .isEqualTo(database.number("SELECT COUNT(*) FROM feedback WHERE group_id IS NOT NULL"));
        }
    }

    @Test
    void a_text_that_many_sent_is_a_group_though_it_is_one_row() throws Exception {
        row(CHARGED + 1);
        database.change("UPDATE feedback SET submissions = 7");
        try (ConfigurableApplicationContext _ = database.start(WITHOUT_VECTORS)) {
            run("feedback-group", Map.of());
            assertThat(run("feedback-group", Map.of()))
                    .isEqualTo("COMPLETED: texts: looked at 0, joined 0, new groups 0");
        }
        assertThat(database.value("SELECT CONCAT(size, '/', sent) FROM feedback_group"))
                .isEqualTo("1/7");
    }

    @Test
    void other_words_for_the_same_are_grouped_by_their_vectors() throws Exception {
        row("I am still waiting on my card?");
        row("My new card has not arrived yet, I am still waiting for it");
        row("What is the exchange rate for euros");
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            assertThat(run("feedback-embed", Map.of())).startsWith("COMPLETED");
            assertThat(run("feedback-group", Map.of()))
                    .isEqualTo("COMPLETED: texts: looked at 3, joined 0, new groups 0;"
                            + " vectors: looked at 3, joined 1, new groups 1");
        }
    }

    /** What a process leaves that is killed between two chunks: some rows are done, and nothing else says how far it was. */
    @Test
    void what_was_cut_short_goes_on_where_it_was() throws Exception {
        for (int i = 0; i < 300; i++) {
            row(CHARGED + i);
        }
        try (ConfigurableApplicationContext _ = database.start(WITHOUT_VECTORS)) {
            run("feedback-group", Map.of());
        }
        database.change("UPDATE feedback SET group_id = NULL ORDER BY id DESC LIMIT 50");
        database.change("DELETE FROM feedback_fingerprint ORDER BY feedback_id DESC LIMIT 50");
        database.change("UPDATE feedback_group SET size = size - 50, open_rows = open_rows - 50");
        try (ConfigurableApplicationContext _ = database.start(WITHOUT_VECTORS)) {
            assertThat(run("feedback-group", Map.of()))
                    .isEqualTo("COMPLETED: texts: looked at 50, joined 50, new groups 0");
        }
        assertThat(database.value("SELECT CONCAT(size, '/', open_rows) FROM feedback_group"))
                .isEqualTo("300/300");
    }
}
