package io.aegis.db.imports;

import io.aegis.db.Session;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks the batch application to work through a file. */
@FunctionalInterface
public interface ImportRequests {

    /** The name of the job that does. */
    String JOB = "feedback-import";

    /** The parameter that names the import. */
    String PARAMETER = "import_id";

    /** Asks, within the transaction that ends the file's upload. */
    void request(Session session, UUID feedbackImport) throws SQLException;

    /** Asks by the queue of requests; {@code ids} gives new UUIDv7s. */
    static ImportRequests queue(Supplier<UUID> ids) {
        return (session, feedbackImport) -> session.update(
                """
                INSERT INTO job_request (id, job_name, parameters, requested_by, requested_at, due_at)
                VALUES (?, ?, JSON_OBJECT(?, ?), 'online', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""",
                parameters -> parameters.add(ids.get()).add(JOB).add(PARAMETER).add(feedbackImport.toString()));
    }
}
