package io.aegis.batch.training;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.deadline.Deadline;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.monitoring.model.ServiceForest;
import java.util.Optional;

/**
 * Takes models out of use that were promoted once and lose on today's later time against what needs no training. A newer model
 * that is not promoted leaves the older one in use, so nothing else would.
 *
 * @param known reads models
 * @param models takes out
 */
record Retirement(ModelQueries known, ModelStore models) {

    /** Judges the model of a service that is in use, if there is one and enough is known to judge by; says whether it went. */
    boolean judge(String service, LaterTime later, Deadline deadline) throws LedgerUnavailableException {
        if (!later.telling()) {
            return false;
        }
        Optional<ModelRow> active = known.active(deadline).stream()
                .filter(model -> model.kind() == ModelKind.ANOMALY)
                .filter(model -> model.service().filter(service::equals).isPresent())
                .findFirst();
        if (active.isEmpty()) {
            return false;
        }
        Optional<String> reason = reason(active.get(), later, deadline);
        return reason.isPresent() && models.retire(active.get().id(), reason.get(), deadline);
    }

    private Optional<String> reason(ModelRow row, LaterTime later, Deadline deadline)
            throws LedgerUnavailableException {
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
                            + " precision is " + Json.rounded(model) + ", that of the series' own detectors "
                            + Json.rounded(streaming));
        } catch (RefusedModelException e) {
            // Who serves it refuses it too, and goes on with the one before: not for training to decide.
            return Optional.empty();
        }
    }
}
