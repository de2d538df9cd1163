/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.LabelledTopics;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.db.vectors.StaticVectors;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticDistillation;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.embedding.WordPieceEmbedder;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.learning.LearnedModels;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicModel;
import io.aegis.learning.TopicTraining;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** From labels to rows: trained on, promoted, put on what only the rules had labelled, and taken back. */
class LearnedTopicsJobIT {

    /** Training takes seconds, on a machine that does much else. */
    private static final Duration AMPLE = Duration.ofMinutes(2);

    private static final int LABELLED = 1_200;
    private static final String UNRULED = "Mother says the envelope held more than the letter promised";
    private static final int BILLING = 2;
    private static final int GENERAL = 16;

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    private static UUID id(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }

    /** Rows of which the rules said one thing and others, where there are any, another. */
    private void rows(int from, int to, String source, String topics, int ruled, String further) throws Exception {
        database.change("""
                INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent, priority,
                  department, confidence, source, provider, vader_neg, vader_neu, vader_pos, vader_compound,
                  adjusted_compound, evidence, language, unreadable, own_topics, needs_review, submissions,
                  last_submitted_at, created_at, updated_at)
                SELECT CONCAT('01990000-0000-7000-8000-', LPAD(seq, 12, '0')), UNHEX(SHA2(seq, 256)), seq, seq,
                  'NEUTRAL', %s, FALSE, 'LOW', 'SUPPORT', 0.5, '%s', IF('%s' = 'AI', 'openai:some', 'vader-regex'),
                  0, 1, 0, 0, 0, '["some-rule"]', 'en', FALSE, 0, FALSE, 1,
                  '2026-11-20' + INTERVAL seq SECOND, '2026-11-20' + INTERVAL seq SECOND, '2026-11-20' + INTERVAL seq SECOND
                FROM seq_%d_to_%d""".formatted(topics, source, source, from, to));
        database.change("""
                INSERT INTO analysis (feedback_id, id, lane, provider, sentiment, topics, is_urgent, confidence, applied, created_at)
                SELECT id, id, 'HEURISTIC', 'vader-regex', 'NEUTRAL', %d, FALSE, 0.5, source = 'FALLBACK', created_at
                FROM feedback WHERE id BETWEEN '%s' AND '%s'""".formatted(ruled, id(from), id(to)));
        if (!further.isEmpty()) {
            database.change(
                    "UPDATE feedback SET " + further + " WHERE id BETWEEN '" + id(from) + "' AND '" + id(to) + "'");
        }
    }

    private static Embedding near(float[] centre, int seed) {
        Random random = new Random(seed);
        float[] numbers = centre.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += (float) random.nextGaussian() / 50;
        }
        return Embedding.ofDirection(numbers);
    }

    private static float[] opposite(float[] centre) {
        float[] opposite = new float[centre.length];
        for (int i = 0; i < centre.length; i++) {
            opposite[i] = -centre[i];
        }
        return opposite;
    }

    /** Odd ones near to one text, even ones near to its opposite. */
    private void vectors(float[] centre, int from, int to) throws Exception {
        List<FeedbackVector> vectors = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            vectors.add(new FeedbackVector(id(i), near(i % 2 == 1 ? centre : opposite(centre), i)));
        }
        new FeedbackVectorStore(database.database(), ModelFolder.MODEL, Clock.systemUTC())
                .store(vectors, TestDatabase.ample());
    }

    /** As if it had been distilled: of numbers, which are the texts here, odd ones say one thing and even ones another. */
    private void table() throws Exception {
        List<String> pieces = new ArrayList<>(List.of("[UNK]", "[CLS]", "[SEP]"));
        for (int i = 1; i <= LABELLED; i++) {
            pieces.add(Integer.toString(i));
        }
        StaticEmbedder embedder = StaticDistillation.of(
                new WordPieceEmbedder() {
                    @Override
                    public List<String> pieces() {
                        return pieces;
                    }

                    @Override
                    public Embedding embedPiece(int number) {
                        float[] centre = new float[Embedding.LENGTH];
                        centre[Integer.parseInt(pieces.get(number)) % 2] = 3;
                        return near(centre, number);
                    }

                    @Override
                    public Embedding embed(String text) {
                        throw new AssertionError("a table is made of pieces");
                    }

                    @Override
                    public String model() {
                        return ModelFolder.MODEL;
                    }
                },
                () -> false);
        new StaticVectors(database.database()).store(embedder.model(), embedder.bytes(), TestDatabase.ample());
    }

    private String run(String job) throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, job, Map.of(), JobRequest.ONLINE), TestDatabase.ample());
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        Await.until(job + " ends", AMPLE, () -> database.number("SELECT COUNT(*) FROM " + execution) > 0);
        return database.value("SELECT CONCAT(e.STATUS, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }

    /** What is learned by static vectors of the model in use. */
    private String inRequests() throws Exception {
        ModelQueries models = new ModelQueries(database.database());
        ModelRow row = models.active(ModelKind.FEEDBACK, TestDatabase.ample()).orElseThrow();
        byte[] bytes = models.artifact(row.id(), TestDatabase.ample()).orElseThrow();
        TopicModel model = LearnedModels.read(new ModelArtifact(bytes, ModelQueries.checksum(row)))
                .fixed()
                .orElseThrow();
        return model.promoted() + " " + model.embedder();
    }

    private String carried(int number) throws Exception {
        return database.value(
                "SELECT CONCAT_WS(' ', topics, department, source, provider, version) FROM feedback WHERE id = '"
                        + id(number) + "'");
    }

    private static float[] centre() {
        try (LazyTextEmbedder embedder = new LazyTextEmbedder(ModelFolder.installed())) {
            return embedder.embed(UNRULED).unit();
        }
    }

    @Test
    void what_is_learned_from_labels_goes_to_rows_of_the_rules_alone_and_is_taken_back() throws Exception {
        rows(1, LABELLED, "AI", "IF(seq % 2, 2, 16)", GENERAL, "");
        rows(LABELLED + 1, LABELLED + 8, "FALLBACK", "16", GENERAL, "");
        rows(1_301, 1_301, "FALLBACK", "16", GENERAL, "decided_at = UTC_TIMESTAMP(6)");
        rows(1_303, 1_303, "FALLBACK", "16", GENERAL, "language = 'de'");
        rows(1_305, 1_305, "AI", "8", GENERAL, "needs_review = TRUE");
        rows(1_401, 1_401, "FALLBACK", "16", GENERAL, "clean_content = '" + UNRULED + "'");
        float[] centre = centre();
        vectors(centre, 1, LABELLED + 8);
        vectors(centre, 1_301, 1_305);
        table();
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            assertThat(run("feedback-embed")).isEqualTo("COMPLETED: vectors of 1 rows, possibly urgent 0");
            assertThat(run("feedback-train"))
                    .isEqualTo("COMPLETED: version 1, trained on 1201 labels, is used:"
                            + " Billing F1 0.999, rules 0.0 (used); Billing in requests F1 1.0, rules 0.0 (used)");
            assertThat(inRequests()).isEqualTo("[BILLING] static:all-minilm-l6-v2-q");
            assertThat(run("feedback-train")).isEqualTo("COMPLETED: nothing new was learned since version 1");

            assertThat(run("feedback-embed"))
                    .isEqualTo("COMPLETED: vectors of 0 rows, possibly urgent 0; labels of 5 rows by learned:v1");
            assertThat(run("feedback-embed")).isEqualTo("COMPLETED: vectors of 0 rows, possibly urgent 0");
            assertThat(List.of(carried(LABELLED + 1), carried(1_401))).containsOnly("2 FINANCE FALLBACK learned:v1 1");
            assertThat(List.of(carried(LABELLED + 2), carried(1_301), carried(1_303)))
                    .containsOnly("16 SUPPORT FALLBACK vader-regex 0");
            assertThat(carried(1_305)).isEqualTo("8 SUPPORT AI openai:some 0");
            assertThat(database.value("SELECT evidence FROM feedback WHERE id = '" + id(1_401) + "'"))
                    .matches("\\[\"some-rule\"(,\"similar:01990000-[-0-9]+\"){3}]");
            assertThat(database.value(
                            "SELECT GROUP_CONCAT(provider, applied ORDER BY id) FROM analysis WHERE lane = 'HEURISTIC'"
                                    + " AND feedback_id = '" + id(1_401) + "'"))
                    .isEqualTo("vader-regex1,learned:v11");

            rows(1_403, 1_403, "FALLBACK", "16", GENERAL, "clean_content = '" + UNRULED + "!'");
            assertThat(run("feedback-embed"))
                    .isEqualTo("COMPLETED: vectors of 1 rows, possibly urgent 0, labels as learned 1");
            assertThat(carried(1_403)).isEqualTo("2 FINANCE FALLBACK learned:v1 1");

            new ModelStore(database.database(), Clock.systemUTC())
                    .rollback(ModelKind.FEEDBACK, Optional.empty(), TestDatabase.ample());
            assertThat(run("feedback-embed"))
                    .isEqualTo("COMPLETED: vectors of 0 rows, possibly urgent 0; labels of 6 rows by the rules again");
            assertThat(List.of(carried(LABELLED + 1), carried(1_401), carried(1_403)))
                    .containsOnly("16 SUPPORT FALLBACK vader-regex 2");
            assertThat(database.value("SELECT evidence FROM feedback WHERE id = '" + id(1_401) + "'"))
                    .isEqualTo("[\"some-rule\"]");

            // An answer to a request that did not know of it yet.
            rows(1_405, 1_405, "FALLBACK", "2", GENERAL, "provider = 'learned:v1', department = 'FINANCE'");
            assertThat(run("feedback-embed"))
                    .isEqualTo("COMPLETED: vectors of 1 rows, possibly urgent 0, labels as learned 1");
            assertThat(carried(1_405)).isEqualTo("16 SUPPORT FALLBACK vader-regex 1");
        }
    }

    @Test
    void where_the_rules_are_right_nothing_is_used_and_what_is_wrong_since_is_retired() throws Exception {
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            assertThat(run("feedback-train"))
                    .isEqualTo(
                            "COMPLETED: not enough to learn from: 0 labels of English feedback with a vector, 0 of them decided by people; 1000 are"
                                    + " needed, and 25 of a label; or 500 of a channel for its sentiment. The rules go on alone");
            rows(1, LABELLED / 2, "AI", "2", BILLING, "");
            rows(LABELLED / 2 + 1, LABELLED, "AI", "16", GENERAL, "");
            vectors(centre(), 1, LABELLED);
            List<TopicExample> wrong = new LabelledTopics(database.database(), ModelFolder.MODEL)
                    .newest(LABELLED, TestDatabase.ample()).stream()
                            .map(LearnedTopicsJobIT::contradicted)
                            .toList();
            ModelArtifact old =
                    TopicTraining.of(wrong, ModelFolder.MODEL).model().artifact();
            new ModelStore(database.database(), Clock.systemUTC())
                    .add(
                            new NewModel(
                                    ModelKind.FEEDBACK,
                                    Optional.empty(),
                                    "{\"to\":\"2020-01-01T00:00:00Z\"}",
                                    "{\"promoted\":true}",
                                    old.sha256(),
                                    old.bytes(),
                                    true),
                            TestDatabase.ample());

            assertThat(run("feedback-train"))
                    .startsWith("COMPLETED: version 2, trained on 1200 labels, is not used: Billing F1 1.0, rules 1.0")
                    .endsWith("(not used); the one in use named fewer than the rules since, and is retired");
        }
        assertThat(new ModelQueries(database.database()).newest(TestDatabase.ample()))
                .hasSize(2)
                .noneMatch(ModelRow::active)
                // Where the texts near by do not support what it says, the rules speak, which are right.
                .anySatisfy(
                        model -> assertThat(model.evaluation())
                                .containsPattern(
                                        "of 1200 labels since it was trained it names the topics of [0-9]{1,3}, the rules those of 1200"));
    }

    private static TopicExample contradicted(TopicExample example) {
        Topic other = example.labels().topics().contains(Topic.BILLING) ? Topic.GENERAL : Topic.BILLING;
        return new TopicExample(
                example.feedback(), example.evidence(), new Labels(Sentiment.NEUTRAL, Set.of(other), false), true);
    }
}
