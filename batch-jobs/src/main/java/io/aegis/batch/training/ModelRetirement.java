/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.batch.learned.VersionedTopics;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.deadline.Deadline;
import io.aegis.learning.TopicExample;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes models out of use that were promoted once and lose on today's later time against what needs no training. A newer model
 * that is not promoted leaves the older one in use, so nothing else would.
 *
 * @param known reads models
 * @param models takes out
 */
record ModelRetirement(ModelQueries known, ModelStore models) {

    /** Fewer labelled texts say little. */
    private static final int FEWEST_LABELS = 200;

    /** Judges the model of a service that is in use, if there is one and enough is known to judge by; says whether it went. */
    boolean judge(String service, HoldOut later, Deadline deadline) throws DatabaseUnavailableException {
        if (!later.telling()) {
            return false;
        }
        Optional<ModelRow> active = active(ModelKind.ANOMALY, Optional.of(service), deadline);
        if (active.isEmpty()) {
            return false;
        }
        Optional<String> reason = reason(active.get(), later, deadline);
        return reason.isPresent() && models.retire(active.get().id(), reason.get(), deadline);
    }

    /** The same of the model of kinds of failure, by the incidents after those that it was trained on. */
    boolean judge(List<LabelledIncident> incidents, Deadline deadline) throws DatabaseUnavailableException {
        Optional<ModelRow> active = active(ModelKind.FAILURE, Optional.empty(), deadline);
        Optional<Instant> to = active.flatMap(model -> JsonObjects.moment(model.trainedOn(), "to"));
        List<LabelledIncident> later = incidents.stream()
                .filter(incident -> to.filter(incident.at()::isAfter).isPresent())
                .toList();
        if (active.isEmpty() || later.size() < FailureForest.FEWEST_INCIDENTS) {
            return false;
        }
        Optional<byte[]> bytes = known.artifact(active.get().id(), deadline);
        if (bytes.isEmpty()) {
            return false;
        }
        try {
            FailureForest forest =
                    FailureForest.read(new ModelArtifact(bytes.get(), ModelQueries.checksum(active.get())));
            long together = later.stream()
                    .filter(one -> forest.judge(one.features(), one.rules()).type() == one.type())
                    .count();
            long rules = later.stream()
                    .filter(one -> one.rules().type() == one.type())
                    .count();
            return together < rules
                    && models.retire(
                            active.get().id(),
                            "of " + later.size() + " incidents since it was trained it names " + together
                                    + ", the rules " + rules,
                            deadline);
        } catch (RefusedModelException e) {
            return false;
        }
    }

    /** The same of the model of feedback, by the labels of rows that came after those that it was trained on. */
    boolean judge(VersionedTopics topics, List<TopicExample> examples, Deadline deadline)
            throws DatabaseUnavailableException {
        Optional<ModelRow> active = active(ModelKind.FEEDBACK, Optional.empty(), deadline);
        Optional<Instant> to = active.flatMap(model -> JsonObjects.moment(model.trainedOn(), "to"));
        List<TopicExample> later = examples.stream()
                .filter(example -> to.filter(FeedbackTrainTasklet.createdAt(example.feedback())::isAfter)
                        .isPresent())
                .toList();
        if (topics.topics().isEmpty() || active.isEmpty() || later.size() < FEWEST_LABELS) {
            return false;
        }
        Optional<String> reason = RightLabels.of(topics.topics().get(), later).lost();
        return reason.isPresent() && models.retire(active.get().id(), reason.get(), deadline);
    }

    private Optional<ModelRow> active(ModelKind kind, Optional<String> service, Deadline deadline)
            throws DatabaseUnavailableException {
        return known.active(deadline).stream()
                .filter(model -> model.kind() == kind && model.service().equals(service))
                .findFirst();
    }

    private Optional<String> reason(ModelRow row, HoldOut later, Deadline deadline)
            throws DatabaseUnavailableException {
        Optional<byte[]> bytes = known.artifact(row.id(), deadline);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            double model = later.of(ServiceForest.read(new ModelArtifact(bytes.get(), ModelQueries.checksum(row))));
            double streaming = later.streaming();
            return model >= streaming
                    ? Optional.empty()
                    : Optional.of("on the " + later.known().episodes() + " known episodes of the later time its average"
                            + " precision is " + JsonObjects.rounded(model) + ", that of the series' own detectors "
                            + JsonObjects.rounded(streaming));
        } catch (RefusedModelException e) {
            // Who serves it refuses it too, and goes on with the one before: not for training to decide.
            return Optional.empty();
        }
    }
}
