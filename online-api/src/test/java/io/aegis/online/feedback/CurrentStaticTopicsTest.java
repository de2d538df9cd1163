/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.race.LearnedLane;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.vader.VaderScores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CurrentStaticTopicsTest {

    private static final UUID ROW = new UUID(0, 9);
    private static final UUID OTHER = new UUID(0, 10);
    private static final ModelArtifact MODEL = LearnedAnimals.model(ROW, OTHER);

    private final Source source = new Source();
    private long now;
    private final CurrentStaticTopics topics = new CurrentStaticTopics(source, () -> now);

    /** Stands for the database. */
    private static final class Source implements StaticTopicsSource {

        private Optional<Active> active = Optional.empty();
        private ModelArtifact model = MODEL;
        private String text = LearnedAnimals.BILLING;
        private boolean down;
        private boolean withoutTable;
        private int models;
        private int tables;

        void use(long id, int version) {
            active = Optional.of(new Active(id, version, ""));
        }

        @Override
        public Optional<Active> active() throws DatabaseUnavailableException {
            if (down) {
                throw new DatabaseUnavailableException("down");
            }
            return active;
        }

        @Override
        public ModelArtifact model(Active which) {
            models++;
            return model;
        }

        @Override
        public StaticEmbedder embedder(String name) throws RefusedModelException {
            tables++;
            if (withoutTable) {
                throw new RefusedModelException("there is no table of " + name);
            }
            return LearnedAnimals.table();
        }

        @Override
        public Map<UUID, Embedding> vectors(List<UUID> rows, StaticEmbedder embedder) {
            return text.isEmpty() ? Map.of() : Map.of(ROW, embedder.embed(text), OTHER, embedder.embed(text));
        }
    }

    private Optional<LearnedLane.Said> judged(String text, String language) {
        return topics.judge(
                FeedbackText.of(text),
                new HeuristicAnalysis(
                        new Labels(Sentiment.NEUTRAL, Set.of(Topic.GENERAL), false),
                        Priority.LOW,
                        0.5,
                        new Evidence(new VaderScores(0, 1, 0, 0), 0, List.of(), language, true),
                        false));
    }

    private Optional<LearnedLane.Said> judged() {
        return judged("An okapi", "en");
    }

    @Test
    void what_is_in_use_judges_and_nothing_does_before_or_once_it_is_taken_back() {
        topics.refresh();
        assertThat(judged()).isEmpty();
        assertThat(topics.version()).isEmpty();

        source.use(5, 2);
        topics.refresh();
        assertThat(topics.version()).hasValue(2);
        assertThat(judged()).hasValueSatisfying(said -> {
            assertThat(said.version()).isEqualTo(2);
            assertThat(said.verdict().labels().topics()).containsExactly(Topic.BILLING);
            assertThat(said.verdict().nearest()).containsExactly(ROW, OTHER);
            assertThat(said.verdict().confidence()).isBetween(.5, 1.0);
        });
        assertThat(judged("A zebra", "en")).isEmpty();
        assertThat(judged("A giraffe", "en")).isEmpty();
        assertThat(judged("Ein okapi", "de")).isEmpty();

        source.active = Optional.empty();
        topics.refresh();
        assertThat(judged()).isEmpty();
        assertThat(topics.version()).isEmpty();
    }

    @Test
    void it_is_read_once_and_another_shares_the_table() {
        source.use(5, 2);
        topics.refresh();
        topics.refresh();
        assertThat(source.models).isEqualTo(1);

        source.use(6, 3);
        topics.refresh();
        assertThat(topics.version()).hasValue(3);
        assertThat(source.models).isEqualTo(2);
        assertThat(source.tables).isEqualTo(1);
    }

    @Test
    void a_text_that_was_erased_is_forgotten_in_ten_minutes() {
        source.use(5, 2);
        topics.refresh();
        source.text = "";
        topics.refresh();
        assertThat(judged()).isPresent();

        now += Duration.ofMinutes(11).toNanos();
        topics.refresh();
        assertThat(judged()).isEmpty();
    }

    @Test
    void what_is_damaged_or_has_no_table_is_not_used_and_looked_at_once() {
        source.use(5, 2);
        source.withoutTable = true;
        topics.refresh();
        topics.refresh();
        assertThat(judged()).isEmpty();
        assertThat(source.tables).isEqualTo(1);

        source.withoutTable = false;
        source.model = ModelArtifact.of(new byte[20]);
        source.use(6, 3);
        topics.refresh();
        topics.refresh();
        assertThat(judged()).isEmpty();
        assertThat(source.models).isEqualTo(2);
    }

    @Test
    void while_the_database_does_not_answer_what_is_known_goes_on() {
        source.use(5, 2);
        topics.refresh();
        source.down = true;
        topics.refresh();
        assertThat(judged()).isPresent();
    }
}
