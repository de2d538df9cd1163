/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Utc;
import io.aegis.storage.Metadata;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of {@code submission}. */
final class SubmissionRow {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT =
            "SELECT id, submitted_at, channel, customer_ref, external_id, occurred_at, rating, language, author FROM submission ";

    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref, external_id, occurred_at, rating,
              language, author)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE id = id""");

    private SubmissionRow() {}

    /** A submission of the row {@code feedback}. */
    record Entry(UUID feedback, SubmissionRecord submission) {}

    /** Inserts rows, unless a lost answer to an earlier commit hid that they are there. */
    static void insert(DbExecute execute, List<Entry> entries) {
        INSERT.insert(execute, entries, SubmissionRow::parameters);
    }

    private static List<@Nullable Object> parameters(Entry entry) {
        SubmissionRecord submission = entry.submission();
        Metadata metadata = submission.metadata();
        return Arrays.asList(
                entry.feedback(),
                Utc.of(submission.submittedAt()),
                submission.id(),
                metadata.channel().orElse(null),
                metadata.customerRef().orElse(null),
                metadata.externalId().orElse(null),
                Utc.of(metadata.occurredAt()),
                metadata.rating().orElse(null),
                metadata.language().orElse(null),
                metadata.author().orElse(null));
    }

    static SubmissionRecord read(DbRow row) {
        return new SubmissionRecord(
                row.column("id").get(UUID.class),
                row.column("submitted_at").get(Instant.class),
                new Metadata(
                        row.column("channel").as(String.class).asOptional(),
                        row.column("customer_ref").as(String.class).asOptional(),
                        row.column("external_id").as(String.class).asOptional(),
                        row.column("occurred_at").as(Instant.class).asOptional(),
                        row.column("rating").as(String.class).asOptional(),
                        row.column("language").as(String.class).asOptional(),
                        row.column("author").as(String.class).asOptional()));
    }
}
