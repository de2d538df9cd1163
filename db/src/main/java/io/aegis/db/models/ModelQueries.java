/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
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
            SELECT id, kind, service, version, created_at, trained_on, evaluation, sha256, active, promoted_at,
              rolled_back_at
            FROM model""";

    private static final String ACTIVE = COLUMNS + " WHERE active ORDER BY version DESC, kind LIMIT " + MOST_ACTIVE;

    private static final String ACTIVE_OF = COLUMNS + " WHERE kind = ? AND active ORDER BY version DESC LIMIT 1";

    private static final String NEWEST = COLUMNS + " ORDER BY active DESC, created_at DESC, id DESC LIMIT " + MOST;

    private static final String ARTIFACT = "SELECT artifact FROM model WHERE id = ?";

    private final ReadAccess database;

    /** Reads from a database. */
    public ModelQueries(ReadAccess database) {
        this.database = database;
    }

    /** Those in use. */
    public List<ModelRow> active(Deadline deadline) throws DatabaseUnavailableException {
        return models(ACTIVE, deadline);
    }

    /** The newest of a kind that is in use. */
    public Optional<ModelRow> active(ModelKind kind, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.get(ACTIVE_OF, kind.name()).map(ModelQueries::model));
    }

    /** Those in use, and the newest of the others. */
    public List<ModelRow> newest(Deadline deadline) throws DatabaseUnavailableException {
        return models(NEWEST, deadline);
    }

    /** The bytes of a model. */
    public Optional<byte[]> artifact(long id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(ARTIFACT, id).map(row -> row.column(1).get(byte[].class)));
    }

    private List<ModelRow> models(String sql, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(sql).map(ModelQueries::model).toList());
    }

    private static ModelRow model(DbRow row) {
        return new ModelRow(
                row.column("id").get(Long.class),
                row.column("kind").get(ModelKind.class),
                Optional.of(row.column("service").get(String.class)).filter(service -> !service.isEmpty()),
                row.column("version").get(Integer.class),
                row.column("created_at").get(Instant.class),
                row.column("trained_on").get(String.class),
                row.column("evaluation").get(String.class),
                HexFormat.of().formatHex(row.column("sha256").get(byte[].class)),
                row.column("active").get(Boolean.class),
                row.column("promoted_at").as(Instant.class).asOptional(),
                row.column("rolled_back_at").as(Instant.class).asOptional());
    }

    /** The checksum of a model, as bytes. */
    public static byte[] checksum(ModelRow model) {
        return HexFormat.of().parseHex(model.sha256());
    }
}
