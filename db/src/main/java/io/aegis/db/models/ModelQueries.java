package io.aegis.db.models;

import io.aegis.db.ReadAccess;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads trained models. Thread-safe. */
public final class ModelQueries {

    /** Most models of one list. */
    public static final int MOST = 200;

    /** Most models in use at once, the newest first. */
    public static final int MOST_ACTIVE = 1_000;

    private static final String COLUMNS = """
            SELECT id, kind, service, version, created_at, trained_on, evaluation, HEX(sha256), active, promoted_at,
              rolled_back_at
            FROM model""";

    private static final String ACTIVE = COLUMNS + " WHERE active ORDER BY version DESC, kind LIMIT " + MOST_ACTIVE;

    private static final String NEWEST = COLUMNS + " ORDER BY active DESC, created_at DESC, id DESC LIMIT " + MOST;

    private static final String ARTIFACT = "SELECT artifact FROM model WHERE id = ?";

    private final ReadAccess database;

    /** Reads from a database. */
    public ModelQueries(ReadAccess database) {
        this.database = database;
    }

    /** Those in use. */
    public List<ModelRow> active(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.all(ACTIVE, Session.Binding.NONE, ModelQueries::model));
    }

    /** Those in use, and the newest of the others. */
    public List<ModelRow> newest(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.all(NEWEST, Session.Binding.NONE, ModelQueries::model));
    }

    /** The bytes of a model. */
    public Optional<byte[]> artifact(long id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, session -> session.first(ARTIFACT, parameters -> parameters.add(id), Row::bytes));
    }

    private static ModelRow model(Row row) throws SQLException {
        return new ModelRow(
                row.number(),
                row.word(ModelKind.class),
                Optional.of(row.text()).filter(service -> !service.isEmpty()),
                (int) row.number(),
                row.moment(),
                row.text(),
                row.text(),
                row.text().toLowerCase(java.util.Locale.ROOT),
                row.truth(),
                row.optionalMoment(),
                row.optionalMoment());
    }

    /** The checksum of a model, as bytes. */
    public static byte[] checksum(ModelRow model) {
        return HexFormat.of().parseHex(model.sha256());
    }
}
