/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.dedupe.SubmissionCounter.Repeats;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adds repeated submissions to the counts of their rows, many rows at once. Neither version nor time of change of a row is
 * touched. Thread-safe.
 */
public final class SubmissionCounts {

    /** One statement for any number of rows, which the join takes in the order of the JSON. */
    private static final String UPDATE = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
              row_id CHAR(36) PATH '$.row', more BIGINT PATH '$.count', last BIGINT PATH '$.last')) AS repeats
            STRAIGHT_JOIN feedback ON id = row_id
            SET submissions = submissions + more,
              last_submitted_at = GREATEST(last_submitted_at, TIMESTAMP'1970-01-01 00:00:00' + INTERVAL last MICROSECOND)""";

    /** Keeps the JSON below some ten kilobytes. */
    private static final int ROWS = 100;

    /** Characters of one row's JSON. */
    private static final int ROW_LENGTH = 96;

    private final Database database;

    /** Writes to a database. */
    public SubmissionCounts(Database database) {
        this.database = database;
    }

    /**
     * Adds all in one transaction; rows that are not there are passed over. Should the answer to the commit be lost, the batch
     * may be counted twice.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(List<Repeats> repeats, Deadline deadline) throws DatabaseUnavailableException {
        // In one order everywhere, so that two batches with common rows do not lock each other out.
        List<Repeats> ordered = new ArrayList<>(repeats);
        ordered.sort(Comparator.comparing(Repeats::row));
        database.transaction(deadline, execute -> {
            for (int from = 0; from < ordered.size(); from += ROWS) {
                execute.update(UPDATE, json(ordered.subList(from, Math.min(ordered.size(), from + ROWS))));
            }
            return ordered.size();
        });
    }

    private static String json(List<Repeats> repeats) {
        // Ids and numbers alone: nothing that would have to be escaped.
        StringBuilder rows = new StringBuilder(repeats.size() * ROW_LENGTH).append('[');
        for (Repeats each : repeats) {
            rows.append(rows.length() > 1 ? "," : "").append("{\"row\":\"").append(each.row());
            rows.append("\",\"count\":").append(each.count());
            rows.append(",\"last\":").append(ChronoUnit.MICROS.between(Instant.EPOCH, each.last()));
            rows.append('}');
        }
        return rows.append(']').toString();
    }
}
