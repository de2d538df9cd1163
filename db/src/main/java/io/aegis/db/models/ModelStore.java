package io.aegis.db.models;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.InstantSource;
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
        return database.transaction(deadline, session -> {
            int version = session.first(NEWEST, parameters -> parameters.add(model.kind()), Row::number)
                            .orElse(0L)
                            .intValue()
                    + 1;
            if (model.promoted()) {
                session.update(
                        RETIRE, parameters -> parameters.add(model.kind()).add(service));
            }
            session.update(
                    INSERT,
                    parameters -> parameters
                            .add(model.kind())
                            .add(service)
                            .add(version)
                            .add(clock.instant())
                            .add(model.trainedOn())
                            .add(model.evaluation())
                            .add(model.sha256())
                            .add(model.artifact())
                            .add(model.promoted())
                            .addMoment(model.promoted() ? Optional.of(clock.instant()) : Optional.empty()));
            forgetOldest(session, model.kind(), service);
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
        return database.transaction(deadline, session -> {
            Optional<Numbered> active = numbered(session, ACTIVE, kind, whose, Optional.empty());
            if (active.isEmpty()) {
                return Optional.empty();
            }
            int version = active.get().version();
            session.update(
                    BACK,
                    parameters ->
                            parameters.add(clock.instant()).add(active.get().id()));
            Optional<Numbered> before = numbered(session, BEFORE, kind, whose, Optional.of(version));
            if (before.isPresent()) {
                session.update(AGAIN, parameters -> parameters.add(before.get().id()));
            }
            return Optional.of(new Rollback(version, before.map(Numbered::version)));
        });
    }

    /**
     * Takes a model out of use for good, so that what needs no training speaks; the reason is kept with its evaluation, as
     * {@code retired}.
     *
     * @return whether it was in use
     */
    public boolean retire(long id, String reason, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        session -> session.update(
                                TAKE_OUT,
                                parameters -> parameters
                                        .add(clock.instant())
                                        .add(reason)
                                        .add(id)))
                > 0;
    }

    private static void forgetOldest(Session session, ModelKind kind, String service) throws SQLException {
        Optional<Long> oldest = session.first(
                OLDEST_KEPT, parameters -> parameters.add(kind).add(service).add(KEPT - 1), Row::number);
        if (oldest.isPresent()) {
            session.update(
                    FORGET, parameters -> parameters.add(kind).add(service).add(oldest.get()));
        }
    }

    private static Optional<Numbered> numbered(
            Session session, String sql, ModelKind kind, String service, Optional<Integer> version)
            throws SQLException {
        return session.first(
                sql,
                parameters -> {
                    parameters.add(kind).add(service);
                    if (version.isPresent()) {
                        parameters.add(version.get());
                    }
                },
                row -> new Numbered(row.number(), (int) row.number()));
    }
}
