package io.aegis.db.feedback;

import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.ledger.Metadata;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The columns of {@code submission}. */
final class SubmissionRow {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT =
            "SELECT id, submitted_at, channel, customer_ref, external_id, occurred_at FROM submission ";

    private static final String INSERT = """
            INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref, external_id, occurred_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE id = id""";

    private SubmissionRow() {}

    /** Inserts a row, unless a lost answer to an earlier commit hid that it is there. */
    static void insert(Session session, UUID feedback, Instant submittedAt, UUID id, Metadata metadata)
            throws SQLException {
        session.update(
                INSERT,
                parameters -> parameters
                        .add(feedback)
                        .add(submittedAt)
                        .add(id)
                        .addText(metadata.channel())
                        .addText(metadata.customerRef())
                        .addText(metadata.externalId())
                        .addMoment(metadata.occurredAt()));
    }

    static Submission read(Row row) throws SQLException {
        return new Submission(
                row.id(),
                row.moment(),
                new Metadata(row.optionalText(), row.optionalText(), row.optionalText(), row.optionalMoment()));
    }
}
