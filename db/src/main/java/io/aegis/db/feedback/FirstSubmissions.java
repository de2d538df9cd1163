/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.InList;
import io.aegis.storage.Metadata;
import io.helidon.dbclient.DbExecute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the first submission of each of many rows told, which is what routing rules see of them too. */
final class FirstSubmissions {

    /** The first of each row is found in the primary key, however often a text was sent. Several may have come in the same moment. */
    private static final String SELECT = """
            SELECT row_id, id, submitted_at, channel, customer_ref, external_id, occurred_at, rating, language, author
            FROM (SELECT feedback_id AS row_id, MIN(submitted_at) AS first_at FROM submission
              WHERE feedback_id IN (%s) GROUP BY feedback_id) AS firsts
            STRAIGHT_JOIN submission ON feedback_id = row_id AND submitted_at = first_at
            ORDER BY row_id, id""".formatted(InList.MARKS);

    private FirstSubmissions() {}

    /** By the ids of the rows; those of which nobody told anything are missing. */
    static Map<UUID, Metadata> of(DbExecute execute, List<UUID> rows) {
        Map<UUID, Metadata> told = new HashMap<>();
        InList.each(
                rows,
                block -> execute.createNamedQuery("first-submissions", SELECT)
                        .params(InList.filled(block))
                        .execute()
                        .forEach(row -> told.putIfAbsent(
                                row.column("row_id").get(UUID.class),
                                SubmissionRow.read(row).metadata())));
        return told;
    }
}
