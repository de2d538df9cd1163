/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.monitoring.failure.TypeModel;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.NamedForest;
import io.aegis.monitoring.model.RefusedModelException;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active models of samples and logs. Which are to be used is looked up every now and then; others take their place between two
 * requests. One that cannot be read, or is not what it should be, does not: then the one before goes on, and it is
 * said in the log, once. Thread-safe.
 */
public final class ActiveModels {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveModels.class);

    /** Models of services at the most, the newest; about a megabyte each. */
    static final int MOST_SERVICES = 32;

    /** The model of a service, with its name in answers. */
    public record OfService(ServiceForest forest, String name) {}

    private sealed interface Model {
        record Failures(TypeModel types) implements Model {}

        record Service(OfService service) implements Model {}

        /** Was not what it should be. */
        record Refused() implements Model {}
    }

    private record Place(ModelKind kind, Optional<String> service) {}

    /** What was read for a place: which one, what is used since, and whether it is that one or the one before. */
    private record Held(long id, Model model, boolean asWanted) {}

    private final ModelSource source;
    private final AtomicLong refused = new AtomicLong();
    private volatile Map<Place, Held> held = Map.of();
    private volatile boolean loaded;

    /** No models; they come with the first {@link #refresh()}. */
    public ActiveModels(ModelSource source) {
        this.source = source;
    }

    /** Looks which models are to be used, and reads those that are new. */
    public synchronized void refresh() {
        try {
            Map<Place, Held> now = new HashMap<>();
            int services = 0;
            for (ModelRow row : judging(source.active())) {
                services += row.kind() == ModelKind.ANOMALY ? 1 : 0;
                if (services <= MOST_SERVICES || row.kind() != ModelKind.ANOMALY) {
                    Place place = new Place(row.kind(), row.service());
                    now.put(place, held(row, Optional.ofNullable(held.get(place))));
                }
            }
            held = Map.copyOf(now);
            loaded = now.values().stream().allMatch(Held::asWanted);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Models stay as they are until the database answers: {}", e.getMessage());
        }
    }

    /** That of feedback is used on rows by jobs, and in requests by what reads it for these. */
    private static List<ModelRow> judging(List<ModelRow> active) {
        return active.stream().filter(row -> row.kind() != ModelKind.FEEDBACK).toList();
    }

    private Held held(ModelRow row, Optional<Held> before) throws DatabaseUnavailableException {
        if (before.filter(known -> known.id() == row.id()).isPresent()) {
            return before.get();
        }
        try {
            Model read = read(row);
            LOG.atInfo().addKeyValue("model", name(row)).log("model in use");
            return new Held(row.id(), read, true);
        } catch (RefusedModelException e) {
            refused.incrementAndGet();
            LOG.atWarn()
                    .addKeyValue("model", name(row))
                    .addKeyValue("reason", e.getMessage())
                    .log("model refused; the one before stays in use");
            return new Held(row.id(), before.map(Held::model).orElseGet(Model.Refused::new), false);
        }
    }

    private Model read(ModelRow row) throws DatabaseUnavailableException, RefusedModelException {
        byte[] bytes = source.artifact(row.id()).orElseThrow(() -> new RefusedModelException("it is gone"));
        ModelArtifact artifact = new ModelArtifact(bytes, ModelQueries.checksum(row));
        return row.kind() == ModelKind.FAILURE
                ? new Model.Failures(new NamedForest(FailureForest.read(artifact), name(row)))
                : new Model.Service(new OfService(ServiceForest.read(artifact), name(row)));
    }

    private static String name(ModelRow row) {
        return row.kind().label() + "-weka v" + row.version();
    }

    /** What tells kinds of failure apart besides the rules. */
    public TypeModel types() {
        return find(ModelKind.FAILURE, Optional.empty()) instanceof Model.Failures(TypeModel types)
                ? types
                : TypeModel.NONE;
    }

    /** What knows the usual combinations of a service's series, if anything does. */
    public Optional<OfService> service(String service) {
        return find(ModelKind.ANOMALY, Optional.of(service)) instanceof Model.Service(OfService model)
                ? Optional.of(model)
                : Optional.empty();
    }

    /** Names of the models in use. */
    public List<String> active() {
        return held.values().stream()
                .flatMap(each -> switch (each.model()) {
                    case Model.Failures(TypeModel types) -> types.name().stream();
                    case Model.Service(OfService service) -> java.util.stream.Stream.of(service.name());
                    case Model.Refused() -> java.util.stream.Stream.<String>empty();
                })
                .sorted()
                .toList();
    }

    /**
     * Whether what is used is what is to be used, as of the last time that the database told: nothing before it first did, and
     * nothing while a model that is to be used was refused.
     */
    public boolean loaded() {
        return loaded;
    }

    /** Models that were refused since the process started. */
    public long refused() {
        return refused.get();
    }

    private Model find(ModelKind kind, Optional<String> service) {
        Held found = held.get(new Place(kind, service));
        return found == null ? new Model.Refused() : found.model();
    }
}
