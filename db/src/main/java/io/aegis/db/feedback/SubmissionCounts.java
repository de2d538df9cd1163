package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.SubmissionCounter.Repeats;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds repeated submissions to the counts of their rows, many rows at once. Neither version nor time of change of a row is
 * touched. Thread-safe.
 */
public final class SubmissionCounts {

    private static final String UPDATE = """
            UPDATE feedback SET submissions = submissions + ?, last_submitted_at = GREATEST(last_submitted_at, ?)
            WHERE id = ?""";

    private final Database database;

    /** Writes to a database. */
    public SubmissionCounts(Database database) {
        this.database = database;
    }

    /**
     * Adds all in one transaction; ids without a row are passed over. Should the answer to the commit be lost, the batch
     * may be counted twice.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(Map<UUID, Repeats> repeats, Deadline deadline) throws DatabaseUnavailableException {
        // In one order everywhere, so that two batches with common rows do not lock each other out.
        Map<UUID, Repeats> ordered = new TreeMap<>(repeats);
        database.transaction(deadline, session -> {
            session.updateEach(
                    UPDATE,
                    ordered.entrySet(),
                    (parameters, entry) -> parameters
                            .add(entry.getValue().count())
                            .add(entry.getValue().last())
                            .add(entry.getKey()));
            return ordered.size();
        });
    }
}
