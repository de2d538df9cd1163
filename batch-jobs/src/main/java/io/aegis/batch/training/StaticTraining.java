/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.batch.embedding.NoEmbedderException;
import io.aegis.db.vectors.FeedbackTexts;
import io.aegis.db.vectors.StaticVectors;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticDistillation;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.embedding.WordPieceEmbedder;
import io.aegis.learning.TopicEvidence;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicTraining;
import io.aegis.learning.TrainedLabel;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns what requests use, by static vectors of the same texts. The table that makes them is distilled when it is not there, and
 * stored for those who answer requests.
 *
 * @param tables of the database
 * @param texts of rows
 * @param model what the table is distilled from
 * @param ticker measures how long the database may take
 */
record StaticTraining(StaticVectors tables, FeedbackTexts texts, WordPieceEmbedder model, Ticker ticker) {

    private static final Logger LOG = LoggerFactory.getLogger(StaticTraining.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * Learns, on the calling thread until that is interrupted.
     *
     * @param among what may be learned: where better vectors lose, these are not asked
     * @return empty when there is no topic among that, or no table on this machine
     */
    Optional<TopicTraining> train(List<TopicExample> examples, Set<TrainedLabel> among)
            throws DatabaseUnavailableException, InterruptedException {
        if (among.stream().allMatch(label -> label.topic().isEmpty())) {
            return Optional.empty();
        }
        try {
            StaticEmbedder embedder = table();
            Map<UUID, Embedding> vectors =
                    texts.vectors(examples.stream().map(TopicExample::feedback).toList(), embedder, deadline());
            return Optional.of(TopicTraining.ofStatic(
                    examples.stream()
                            .flatMap(each -> with(vectors, each).stream())
                            .toList(),
                    embedder.model(),
                    among));
        } catch (NoEmbedderException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("nothing learned for requests; jobs go on");
            return Optional.empty();
        }
    }

    /** The same with a static vector; empty when the row has gone. */
    private static Optional<TopicExample> with(Map<UUID, Embedding> vectors, TopicExample example) {
        TopicEvidence evidence = example.evidence();
        return Optional.ofNullable(vectors.get(example.feedback()))
                .map(vector -> new TopicExample(
                        example.feedback(),
                        new TopicEvidence(
                                vector, evidence.ruled(), evidence.rules(), evidence.compound(), evidence.channel()),
                        example.labels(),
                        example.byPerson()));
    }

    private StaticEmbedder table() throws DatabaseUnavailableException, InterruptedException {
        String name = StaticEmbedder.nameOf(model);
        Optional<InputStream> stored = tables.find(name, deadline());
        if (stored.isPresent()) {
            try {
                return StaticEmbedder.read(stored.get());
            } catch (RefusedModelException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("table of static vectors is made anew");
            }
        }
        StaticEmbedder made =
                StaticDistillation.of(model, () -> Thread.currentThread().isInterrupted());
        tables.store(name, made.bytes(), deadline());
        LOG.atInfo().addKeyValue("model", name).log("table of static vectors is stored");
        return made;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
