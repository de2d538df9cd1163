/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.Database;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.vectors.FeedbackTexts;
import io.aegis.db.vectors.StaticVectors;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was learned, of the database.
 *
 * @param models lists and reads
 * @param tables of word pieces
 * @param texts of rows
 * @param ticker measures how long it may take
 */
record StoredStaticTopics(ModelQueries models, StaticVectors tables, FeedbackTexts texts, Ticker ticker)
        implements StaticTopicsSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static StoredStaticTopics of(Database database, Ticker ticker) {
        return new StoredStaticTopics(
                new ModelQueries(database), new StaticVectors(database), new FeedbackTexts(database), ticker);
    }

    @Override
    public Optional<Active> active() throws DatabaseUnavailableException {
        return models.active(ModelKind.FEEDBACK, deadline())
                .map(row -> new Active(row.id(), row.version(), row.sha256()));
    }

    @Override
    public ModelArtifact model(Active active) throws DatabaseUnavailableException, RefusedModelException {
        byte[] bytes =
                models.artifact(active.id(), deadline()).orElseThrow(() -> new RefusedModelException("it is gone"));
        return new ModelArtifact(bytes, HexFormat.of().parseHex(active.sha256()));
    }

    @Override
    public StaticEmbedder embedder(String name) throws DatabaseUnavailableException, RefusedModelException {
        InputStream table = tables.find(name, deadline())
                .orElseThrow(() -> new RefusedModelException("there is no table of " + name));
        return StaticEmbedder.read(table);
    }

    @Override
    public Map<UUID, Embedding> vectors(List<UUID> rows, StaticEmbedder embedder) throws DatabaseUnavailableException {
        return texts.vectors(rows, embedder, deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
