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
import java.util.List;
import java.util.Optional;

/** Lists trained models, and takes the one in use back. Running processes follow within seconds. */
final class ModelsCommand {

    static final String USAGE = "models list | models rollback failure | models rollback anomaly SERVICE";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ModelQueries queries;
    private final ModelStore store;
    private final Ticker ticker;
    private final PrintStream out;

    ModelsCommand(ModelQueries queries, ModelStore store, Ticker ticker, PrintStream out) {
        this.queries = queries;
        this.store = store;
        this.ticker = ticker;
        this.out = out;
    }

    /**
     * Runs the words after {@code models}.
     *
     * @throws IllegalArgumentException when they are no command, or there is nothing to take back
     */
    void run(List<String> words) throws DatabaseUnavailableException {
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "list" -> list(words);
            case "rollback" -> rollback(words);
            default -> throw misused();
        }
    }

    private void list(List<String> words) throws DatabaseUnavailableException {
        if (words.size() != 1) {
            throw misused();
        }
        List<ModelRow> models = queries.newest(deadline());
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

    private void rollback(List<String> words) throws DatabaseUnavailableException {
        ModelKind kind =
                words.size() < 2 ? null : ModelKind.ofLabel(words.get(1)).orElse(null);
        if (kind == null || words.size() != (kind == ModelKind.ANOMALY ? 3 : 2)) {
            throw misused();
        }
        Optional<String> service = kind == ModelKind.ANOMALY ? Optional.of(words.get(2)) : Optional.empty();
        ModelStore.Rollback done = store.rollback(kind, service, deadline())
                .orElseThrow(() -> new IllegalArgumentException("no trained model of this kind is in use"));
        out.println("version " + done.from() + " is taken back; "
                + done.to().map(version -> "version " + version + " is in use").orElse("none is in use"));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static IllegalArgumentException misused() {
        return new IllegalArgumentException("commands: " + USAGE);
    }
}
