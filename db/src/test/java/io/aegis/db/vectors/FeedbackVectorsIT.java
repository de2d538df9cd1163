/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedbackVectorsIT {

    private static final String MODEL = "a-model";

    private TestSchema schema;
    private MariaDbFeedbackStore feedback;
    private FeedbackVectorStore store;
    private FeedbackVectors vectors;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        feedback = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        store = new FeedbackVectorStore(schema.database(), MODEL, Clock.systemUTC());
        vectors = new FeedbackVectors(schema.database(), MODEL);
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID row(String text) throws DatabaseUnavailableException {
        return feedback.store(Samples.feedback(text), TestSchema.ample()).row().id();
    }

    private List<UUID> rows(int count) throws DatabaseUnavailableException {
        List<UUID> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("text number " + i));
        }
        return rows;
    }

    private static FeedbackVector vector(UUID row) {
        byte[] bytes = new byte[Embedding.LENGTH];
        new Random(row.hashCode()).nextBytes(bytes);
        bytes[Embedding.LENGTH - 1] = 0;
        return new FeedbackVector(row, Embedding.of(bytes));
    }

    private void store(List<UUID> rows) throws DatabaseUnavailableException {
        store.store(rows.stream().map(FeedbackVectorsIT::vector).toList(), TestSchema.ample());
    }

    private List<UUID> missing(UUID after, UUID before, int limit) throws DatabaseUnavailableException {
        return vectors.missing(new IdRange(after, before), limit, TestSchema.ample()).stream()
                .map(UnembeddedText::feedback)
                .toList();
    }

    @Test
    void a_vector_is_read_as_it_was_stored_by_all_ways() throws Exception {
        List<UUID> rows = rows(70);
        store(rows);
        List<FeedbackVector> all = rows.stream().map(FeedbackVectorsIT::vector).toList();

        assertThat(vectors.find(rows.get(5), TestSchema.ample()))
                .contains(vector(rows.get(5)).vector());
        assertThat(vectors.find(rows, TestSchema.ample())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(vectors.find(List.of(), TestSchema.ample())).isEmpty();
        assertThat(vectors.page(FeedbackVectors.FIRST, 40, TestSchema.ample())).isEqualTo(all.subList(0, 40));
        assertThat(vectors.page(rows.get(39), 40, TestSchema.ample())).isEqualTo(all.subList(40, 70));
        assertThat(vectors.newest(2, TestSchema.ample())).containsExactly(all.get(69), all.get(68));
    }

    @Test
    void rows_without_a_vector_are_listed_page_by_page() throws Exception {
        List<UUID> rows = rows(5);
        store(rows.subList(1, 2));

        assertThat(vectors.missing(IdRange.ALL, 1, TestSchema.ample()))
                .containsExactly(new UnembeddedText(rows.get(4), "text number 4"));
        assertThat(missing(IdRange.FIRST, rows.get(4), 2)).containsExactly(rows.get(2), rows.get(3));
        assertThat(missing(IdRange.FIRST, rows.get(2), 9)).containsExactly(rows.get(0));
        assertThat(missing(rows.get(0), rows.get(2), 9)).isEmpty();
        FeedbackIds ids = new FeedbackIds(schema.database());
        assertThat(ids.below(IdRange.ALL, 1, TestSchema.ample())).contains(rows.get(3));
        assertThat(ids.below(new IdRange(rows.get(0), rows.get(4)), 2, TestSchema.ample()))
                .contains(rows.get(1));
        assertThat(ids.below(new IdRange(rows.get(0), rows.get(4)), 3, TestSchema.ample()))
                .isEmpty();
    }

    @Test
    void another_models_vectors_are_none_and_are_replaced() throws Exception {
        UUID row = row("of two models");
        store(List.of(row));
        FeedbackVectors others = new FeedbackVectors(schema.database(), "another");

        assertThat(others.find(row, TestSchema.ample())).isEmpty();
        assertThat(others.find(List.of(row), TestSchema.ample())).isEmpty();
        assertThat(others.page(FeedbackVectors.FIRST, 9, TestSchema.ample())).isEmpty();
        assertThat(others.missing(IdRange.ALL, 9, TestSchema.ample())).hasSize(1);
        new FeedbackVectorStore(schema.database(), "another", Clock.systemUTC())
                .store(List.of(vector(row)), TestSchema.ample());
        assertThat(others.find(row, TestSchema.ample())).isPresent();
        assertThat(missing(IdRange.FIRST, IdRange.LAST, 9)).containsExactly(row);
    }

    @Test
    void a_vector_goes_with_its_row_and_none_comes_after_it() throws Exception {
        UUID row = row("to be deleted");
        store(List.of(row));
        schema.change("DELETE FROM analysis");
        schema.change("DELETE FROM feedback");
        UUID other = row("that stays");

        store(List.of(row, other));

        assertThat(schema.value("SELECT GROUP_CONCAT(feedback_id) FROM feedback_vector"))
                .isEqualTo(other.toString());
    }

    @Test
    void a_table_comes_back_as_it_was_stored_and_there_is_one_at_a_time() throws Exception {
        StaticVectors tables = new StaticVectors(schema.database());
        byte[] table = new byte[(2 << 20) + 3];
        new Random(7).nextBytes(table);
        assertThat(tables.find("static:one", TestSchema.ample())).isEmpty();

        tables.store("static:one", table, TestSchema.ample());
        tables.store("static:one", table, TestSchema.ample());
        assertThat(tables.find("static:one", TestSchema.ample()).orElseThrow().readAllBytes())
                .isEqualTo(table);

        tables.store("static:other", new byte[] {1}, TestSchema.ample());
        assertThat(tables.find("static:one", TestSchema.ample())).isEmpty();
        assertThat(schema.value("SELECT CONCAT(model, ' ', COUNT(*)) FROM static_vector"))
                .isEqualTo("static:other 1");
    }

    @Test
    void vectors_are_made_of_texts_as_these_are_read() throws Exception {
        List<UUID> rows = rows(100);
        List<UUID> asked = new ArrayList<>(rows);
        asked.add(UuidCreator.getTimeOrderedEpoch());
        TextEmbedder byLength = new TextEmbedder() {
            @Override
            public Embedding embed(String text) {
                float[] numbers = new float[Embedding.LENGTH];
                numbers[text.length()] = 1;
                return Embedding.ofDirection(numbers);
            }

            @Override
            public String model() {
                return MODEL;
            }
        };
        FeedbackTexts texts = new FeedbackTexts(schema.database());

        assertThat(texts.vectors(asked, byLength, TestSchema.ample()))
                .hasSize(100)
                .containsEntry(rows.getLast(), byLength.embed("text number 99"));
        assertThat(texts.vectors(List.of(), byLength, TestSchema.ample())).isEmpty();
    }
}
