package io.aegis.db.feedback;

import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.storage.Metadata;
import java.sql.SQLException;
import java.util.List;
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

    /** A submission of the row {@code feedback}. */
    record Entry(UUID feedback, SubmissionRecord submission) {}

    /** Inserts rows, unless a lost answer to an earlier commit hid that they are there. */
    static void insert(Session session, List<Entry> entries) throws SQLException {
        session.insertEach(INSERT, entries, (parameters, entry) -> {
            SubmissionRecord submission = entry.submission();
            Metadata metadata = submission.metadata();
            parameters
                    .add(entry.feedback())
                    .add(submission.submittedAt())
                    .add(submission.id())
                    .addText(metadata.channel())
                    .addText(metadata.customerRef())
                    .addText(metadata.externalId())
                    .addMoment(metadata.occurredAt());
        });
    }

    static SubmissionRecord read(Row row) throws SQLException {
        return new SubmissionRecord(
                row.id(),
                row.moment(),
                new Metadata(row.optionalText(), row.optionalText(), row.optionalText(), row.optionalMoment()));
    }
}
