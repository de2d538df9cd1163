/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Optional;

/** Stores trained models and says which are used. Thread-safe. */
public final class ModelStore {

    private static final String NEWEST = "SELECT COALESCE(MAX(version), 0) FROM model WHERE kind = ? FOR UPDATE";

    private static final String RETIRE = "UPDATE model SET active = FALSE WHERE kind = ? AND service = ? AND active";

    private static final String INSERT = """
            INSERT INTO model (kind, service, version, created_at, trained_on, evaluation, sha256, artifact, active,
              promoted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ACTIVE = """
            SELECT id, version FROM model WHERE kind = ? AND service = ? AND active FOR UPDATE""";

    private static final String BACK = """
            UPDATE model SET active = FALSE, rolled_back_at = ? WHERE id = ?""";

    private static final String BEFORE = """
            SELECT id, version FROM model
            WHERE kind = ? AND service = ? AND version < ? AND promoted_at IS NOT NULL AND rolled_back_at IS NULL
            ORDER BY version DESC LIMIT 1 FOR UPDATE""";

    private static final String AGAIN = "UPDATE model SET active = TRUE WHERE id = ?";

    private static final String TAKE_OUT = """
            UPDATE model SET active = FALSE, rolled_back_at = ?, evaluation = JSON_SET(evaluation, '$.retired', ?)
            WHERE id = ? AND active""";

    /** Models of one kind and service that are kept, besides the one in use. */
    public static final int KEPT = 10;

    private static final String OLDEST_KEPT = """
            SELECT version FROM model WHERE kind = ? AND service = ? ORDER BY version DESC LIMIT 1 OFFSET ?""";

    private static final String FORGET = """
            DELETE FROM model WHERE kind = ? AND service = ? AND version < ? AND NOT active""";

    private final Database database;
    private final InstantSource clock;

    /** Writes to a database; the clock says when. */
    public ModelStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a rollback did.
     *
     * @param from the version that is no longer used
     * @param to the one that is used instead; empty for what needs no training
     */
    public record Rollback(int from, Optional<Integer> to) {}

    private record Numbered(long id, int version) {}

    /**
     * Stores a model and, when it is promoted, lets it take the place of the one in use; in one transaction. The oldest beyond
     * {@value #KEPT} go.
     *
     * @return its version
     */
    public int add(NewModel model, Deadline deadline) throws DatabaseUnavailableException {
        String service = model.service().orElse("");
        String kind = model.kind().name();
        return database.transaction(deadline, execute -> {
            int version = 1
                    + execute.get(NEWEST, kind)
                            .map(row -> row.column(1).get(Integer.class))
                            .orElse(0);
            if (model.promoted()) {
                execute.update(RETIRE, kind, service);
            }
            LocalDateTime now = Utc.of(clock.instant());
            execute.insert(
                    INSERT,
                    kind,
                    service,
                    version,
                    now,
                    model.trainedOn(),
                    model.evaluation(),
                    model.sha256(),
                    model.artifact(),
                    model.promoted(),
                    model.promoted() ? now : null);
            forgetOldest(execute, kind, service);
            return version;
        });
    }

    /**
     * Takes the model in use back: the one before it is used again, unless that was taken back too; without one before it,
     * what needs no training is. Training makes new versions; one that was taken back is never used again.
     *
     * @param service whose; empty for models that are everybody's
     * @return empty when none is in use
     */
    public Optional<Rollback> rollback(ModelKind kind, Optional<String> service, Deadline deadline)
            throws DatabaseUnavailableException {
        String whose = service.orElse("");
        return database.transaction(deadline, execute -> {
            Optional<Numbered> active = execute.get(ACTIVE, kind.name(), whose).map(ModelStore::numbered);
            if (active.isEmpty()) {
                return Optional.empty();
            }
            int version = active.get().version();
            execute.update(BACK, Utc.of(clock.instant()), active.get().id());
            Optional<Numbered> before =
                    execute.get(BEFORE, kind.name(), whose, version).map(ModelStore::numbered);
            before.ifPresent(model -> execute.update(AGAIN, model.id()));
            return Optional.of(new Rollback(version, before.map(Numbered::version)));
        });
    }

    /**
     * Takes a model out of use for good, so that what needs no training is used; the reason is kept with its evaluation, as
     * {@code retired}.
     *
     * @return whether it was in use
     */
    public boolean retire(long id, String reason, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(TAKE_OUT, Utc.of(clock.instant()), reason, id))
                > 0;
    }

    private static void forgetOldest(DbExecute execute, String kind, String service) {
        execute.get(OLDEST_KEPT, kind, service, KEPT - 1)
                .map(row -> row.column(1).get(Integer.class))
                .ifPresent(oldest -> execute.delete(FORGET, kind, service, oldest));
    }

    private static Numbered numbered(DbRow row) {
        return new Numbered(
                row.column("id").get(Long.class), row.column("version").get(Integer.class));
    }
}
