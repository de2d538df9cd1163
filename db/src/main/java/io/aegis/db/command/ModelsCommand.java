/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Lists trained models, and takes the one in use back. Running processes follow within seconds. */
@Command(
        name = "models",
        description = "Trained models: what is in use, on what it was trained, what it is worth.",
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * What the commands work on.
     *
     * @param queries to read models
     * @param store to change which is in use
     */
    record Models(ModelQueries queries, ModelStore store) {}

    private final StoreAccess<Models> access;
    private final Ticker ticker;
    private final PrintStream out;

    ModelsCommand(StoreAccess<Models> access, Ticker ticker, PrintStream out) {
        this.access = access;
        this.ticker = ticker;
        this.out = out;
    }

    /** Reads the name of a kind. */
    static final class KindConverter implements ITypeConverter<ModelKind> {

        @Override
        public ModelKind convert(String label) {
            return ModelKind.ofLabel(label)
                    .orElseThrow(
                            () -> new TypeConversionException("there are models of failure, feedback and anomaly"));
        }
    }

    /** The names that a shell completes. */
    static final class KindLabels implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ModelKind.values()).map(ModelKind::label).iterator();
        }
    }

    @Command(name = "list", description = "Show the newest models of each kind.")
    void list() throws DatabaseUnavailableException {
        access.open(models -> show(models.queries().newest(deadline())));
    }

    private void show(List<ModelRow> models) {
        if (models.isEmpty()) {
            out.println("No model was trained yet: rules and the series' own detectors speak.");
        }
        for (ModelRow model : models) {
            out.printf(
                    "%s v%d  %s  created %s%s%n    trained on %s%n    evaluation %s%n",
                    model.kind().label(),
                    model.version(),
                    state(model),
                    model.createdAt(),
                    model.service().map(service -> "  service " + service).orElse(""),
                    model.trainedOn(),
                    model.evaluation());
        }
    }

    private static String state(ModelRow model) {
        if (model.active()) {
            return "in use";
        }
        return model.rolledBackAt()
                .map(at -> "rolled back " + at)
                .orElse(model.promotedAt().isPresent() ? "replaced" : "not promoted");
    }

    @Command(name = "rollback", description = "Take the model in use back; the one before it is used again.")
    void rollback(
            @Parameters(
                            index = "0",
                            paramLabel = "KIND",
                            converter = KindConverter.class,
                            completionCandidates = KindLabels.class,
                            description = "${COMPLETION-CANDIDATES}")
                    ModelKind kind,
            @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "of an anomaly model")
                    Optional<String> service)
            throws DatabaseUnavailableException {
        if (service.isPresent() != (kind == ModelKind.ANOMALY)) {
            throw new IllegalArgumentException(
                    "models rollback failure | models rollback feedback | models rollback anomaly SERVICE");
        }
        access.open(models -> {
            ModelStore.Rollback done = models.store()
                    .rollback(kind, service, deadline())
                    .orElseThrow(() -> new IllegalArgumentException("no trained model of this kind is in use"));
            out.println("version " + done.from() + " is taken back; "
                    + done.to()
                            .map(version -> "version " + version + " is in use")
                            .orElse("none is in use"));
        });
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
