/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.personaldata.FeedbackErasure;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.grouping.FingerprintedText;
import io.aegis.storage.IdRange;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** A schema with feedback that is grouped as the job does it. */
final class GroupFixture implements AutoCloseable {

    static final Instant NOW = Samples.NOON.plusSeconds(3600);

    private static final String MODEL = "test";

    private final TestSchema schema = TestSchema.create();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MariaDbFeedbackStore store;
    final FeedbackTriage triage = new FeedbackTriage(schema.database(), clock);
    final GroupQueries queries = new GroupQueries(schema.database(), clock);
    final SimilarTexts similar = new SimilarTexts(schema.database());
    final GroupEdits edits = new GroupEdits(schema.database(), UuidCreator::getTimeOrderedEpoch);

    GroupFixture() {
        store = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
    }

    UUID stored(String text, Instant createdAt) throws Exception {
        return store.store(Samples.feedback(text, Samples.BILLING, createdAt), TestSchema.ample())
                .row()
                .id();
    }

    UUID stored(String text) throws Exception {
        return stored(text, Samples.NOON);
    }

    /** Groups all new rows, a few at a time. */
    void group(int atOnce) throws Exception {
        TextGrouping run = new TextGrouping(schema.database(), schema.database(), UuidCreator::getTimeOrderedEpoch);
        List<UngroupedText> texts = run.next(IdRange.ALL, atOnce, TestSchema.ample());
        while (!texts.isEmpty()) {
            run.group(
                    texts.stream()
                            .map(text -> FingerprintedText.of(text.id(), text.text()))
                            .toList(),
                    TestSchema.ample());
            texts = run.next(IdRange.ALL, atOnce, TestSchema.ample());
        }
    }

    /** Texts that begin with the same two letters mean the same. */
    private record Letters() implements TextEmbedder {

        @Override
        public Embedding embed(String text) {
            float[] direction = new float[Embedding.LENGTH];
            direction[text.charAt(0) * 31 % Embedding.LENGTH] = 1;
            direction[text.charAt(1) * 17 % Embedding.LENGTH] += 1;
            return Embedding.ofDirection(direction);
        }

        @Override
        public String model() {
            return MODEL;
        }
    }

    /** Counts what was sent again, as the job does it. */
    void repeated() throws Exception {
        RepeatedTexts texts = new RepeatedTexts(schema.database(), schema.database(), UuidCreator::getTimeOrderedEpoch);
        texts.found(TestSchema.ample());
        texts.count(TestSchema.ample());
    }

    /** A statement in a language that nobody speaks, each in other words. */
    static String statement(int number) {
        Random random = new Random(number);
        return String.join(
                " ",
                IntStream.range(0, 5)
                        .mapToObj(_ -> Long.toString(random.nextLong(400_000_000L) + 400_000_000L, 26)
                                .replaceAll("[0-9]", "x"))
                        .toList());
    }

    /** Erases a row as the product does it. */
    void eraseWithKeys(UUID row, String text) throws Exception {
        schema.database().transaction(TestSchema.ample(), execute -> FeedbackErasure.erase(execute, row, text));
    }

    void vector(UUID row, Embedding vector) throws Exception {
        new FeedbackVectorStore(schema.database(), MODEL, clock)
                .store(List.of(new FeedbackVector(row, vector)), TestSchema.ample());
    }

    /** Groups all rows whose vectors are new, a few at a time; how many those were. */
    int groupVectors(int atOnce) throws Exception {
        VectorGrouping run = new VectorGrouping(
                schema.database(), schema.database(), new Letters(), UuidCreator::getTimeOrderedEpoch);
        int looked = 0;
        List<FeedbackVector> vectors = run.next(IdRange.ALL, atOnce, TestSchema.ample());
        while (!vectors.isEmpty()) {
            run.group(vectors, TestSchema.ample());
            looked += vectors.size();
            vectors = run.next(IdRange.ALL, atOnce, TestSchema.ample());
        }
        return looked;
    }

    void resolve(UUID id) throws Exception {
        triage.resolve(id, Optional.empty(), Actor.COMMAND, TestSchema.ample());
    }

    Optional<UUID> groupOf(UUID row) throws SQLException {
        return Optional.of(value("SELECT IFNULL(CAST(group_id AS CHAR), '') FROM feedback WHERE id = '" + row + "'"))
                .filter(id -> !id.isEmpty())
                .map(UUID::fromString);
    }

    FeedbackGroup group(UUID id) throws Exception {
        return queries.get(id, TestSchema.ample()).orElseThrow();
    }

    String value(String sql) throws SQLException {
        return schema.value(sql);
    }

    void change(String sql) throws SQLException {
        schema.change(sql);
    }

    /** A row that is gone, with all that hangs on it. */
    void erase(UUID row) throws SQLException {
        change("DELETE FROM analysis WHERE feedback_id = '" + row + "'");
        change("DELETE FROM feedback WHERE id = '" + row + "'");
    }

    @Override
    public void close() {
        schema.close();
    }
}
