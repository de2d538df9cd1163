package io.aegis.db.imports;

import io.aegis.db.Session;
import java.sql.SQLException;
import java.util.UUID;

/** Asks the batch application to work through a file. */
@FunctionalInterface
public interface ImportRequests {

    /** Asks, within the transaction that ends the file's upload. */
    void request(Session session, UUID feedbackImport) throws SQLException;
}
