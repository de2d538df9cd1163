/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.learned;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.learning.LabelledTexts;
import io.aegis.learning.LearnedModels;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.TopicModel;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the model of topics that is in use, with the vectors of the texts that it was learned from, as far as they are still there.
 *
 * @param models of the database
 * @param vectors of the model that makes them now
 * @param embedder its name
 */
public record ActiveTopicModel(ModelQueries models, FeedbackVectors vectors, String embedder) {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveTopicModel.class);

    /** What is in use. One that is not what it should be, or was learned from other vectors, is not. */
    public VersionedTopics current(Deadline deadline) throws DatabaseUnavailableException {
        Optional<ModelRow> row = models.active(ModelKind.FEEDBACK, deadline);
        Optional<byte[]> bytes = row.isPresent() ? models.artifact(row.get().id(), deadline) : Optional.empty();
        if (bytes.isEmpty()) {
            return VersionedTopics.NONE;
        }
        try {
            TopicModel model = LearnedModels.read(new ModelArtifact(bytes.get(), ModelQueries.checksum(row.get())))
                    .contextual();
            if (!model.embedder().equals(embedder)) {
                throw new RefusedModelException("it was learned from vectors of " + model.embedder());
            }
            return new VersionedTopics(
                    row.get().version(), Optional.of(new LearnedTopics(model, texts(model, deadline))));
        } catch (RefusedModelException e) {
            LOG.atWarn()
                    .addKeyValue("version", row.get().version())
                    .addKeyValue("reason", e.getMessage())
                    .log("model of topics refused; the rules speak alone");
            return VersionedTopics.NONE;
        }
    }

    private LabelledTexts texts(TopicModel model, Deadline deadline) throws DatabaseUnavailableException {
        Map<UUID, Embedding> texts = vectors.find(model.kept(), deadline).stream()
                .collect(Collectors.toMap(FeedbackVector::feedback, FeedbackVector::vector, (one, _) -> one));
        return new LabelledTexts(texts);
    }
}
