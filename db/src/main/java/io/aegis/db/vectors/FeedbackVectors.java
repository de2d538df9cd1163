/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.embedding.Embedding;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads the vectors of one model, and finds the rows that have none. Thread-safe. */
public final class FeedbackVectors {

    /** Most rows of one page. */
    public static final int MAX_PAGE = 1_000;

    /** Before all ids. */
    public static final UUID FIRST = new UUID(0, 0);

    private static final String COLUMNS = "SELECT feedback_id, vector FROM feedback_vector ";

    private static final String ONE = COLUMNS + "WHERE feedback_id = ? AND model = ?";

    private static final String SOME = COLUMNS + "WHERE feedback_id IN (" + InList.MARKS + ") AND model = ?";

    private static final String PAGE = COLUMNS + "WHERE feedback_id > ? AND model = ? ORDER BY feedback_id LIMIT ?";

    private static final String NEWEST_FIRST = COLUMNS + "WHERE model = ? ORDER BY feedback_id DESC LIMIT ?";

    private static final String MISSING = """
            SELECT feedback.id, clean_content FROM feedback LEFT JOIN feedback_vector ON feedback_id = feedback.id AND model = ?
            WHERE feedback.id > ? AND feedback.id < ? AND feedback_id IS NULL ORDER BY feedback.id DESC LIMIT ?""";

    private final ReadAccess database;
    private final String model;

    /**
     * Reads from a database.
     *
     * @param model whose vectors; to those of others this is blind
     */
    public FeedbackVectors(ReadAccess database, String model) {
        this.database = database;
        this.model = model;
    }

    /** The vector of a row; empty when it has none yet. */
    public Optional<Embedding> find(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute ->
                        execute.get(ONE, feedback, model).map(row -> vector(row).vector()));
    }

    /** The vectors of rows, in no order; those that have none yet are missing. */
    public List<FeedbackVector> find(List<UUID> feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<FeedbackVector> found = new ArrayList<>();
            InList.each(feedback, block -> {
                List<Object> parameters = new ArrayList<>(InList.filled(block));
                parameters.add(model);
                execute.createQuery(SOME)
                        .params(parameters)
                        .execute()
                        .map(FeedbackVectors::vector)
                        .forEach(found::add);
            });
            return found;
        });
    }

    /**
     * Vectors in the order of their rows' ids, which is that of time.
     *
     * @param after the last id of the page before, or {@link #FIRST}
     * @param limit 1 to {@value #MAX_PAGE}; anything else counts as the nearest of these
     */
    public List<FeedbackVector> page(UUID after, int limit, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(PAGE, after, model, Math.clamp(limit, 1, MAX_PAGE))) {
                return rows.map(FeedbackVectors::vector).toList();
            }
        });
    }

    /**
     * The vectors of the newest rows that have one, the newest first.
     *
     * @param limit 1 to {@value #MAX_PAGE}; anything else counts as the nearest of these
     */
    public List<FeedbackVector> newest(int limit, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            try (Stream<DbRow> rows = execute.query(NEWEST_FIRST, model, Math.clamp(limit, 1, MAX_PAGE))) {
                return rows.map(FeedbackVectors::vector).toList();
            }
        });
    }

    /**
     * The newest rows of a range without a vector of this model, in the order of their ids.
     *
     * @param limit 1 to {@value #MAX_PAGE}; anything else counts as the nearest of these
     */
    public List<UnembeddedText> missing(IdRange range, int limit, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            try (Stream<DbRow> rows =
                    execute.query(MISSING, model, range.after(), range.before(), Math.clamp(limit, 1, MAX_PAGE))) {
                return rows.map(row -> new UnembeddedText(
                                row.column("id").get(UUID.class),
                                row.column("clean_content").get(String.class)))
                        .toList()
                        .reversed();
            }
        });
    }

    private static FeedbackVector vector(DbRow row) {
        return new FeedbackVector(
                row.column("feedback_id").get(UUID.class),
                Embedding.of(row.column("vector").get(byte[].class)));
    }
}
