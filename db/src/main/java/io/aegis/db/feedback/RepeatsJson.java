/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.dedupe.SubmissionCounter.Repeats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Repeated submissions as one parameter of a statement, for any number of rows. */
final class RepeatsJson {

    /** The parameter as a table: {@code row_id}, {@code more}, {@code last} and {@code occurred}, both in microseconds since 1970. */
    static final String TABLE = """
            JSON_TABLE(?, '$[*]' COLUMNS (
              row_id CHAR(36) PATH '$.row', more BIGINT PATH '$.count', last BIGINT PATH '$.last',
              occurred BIGINT PATH '$.occurred')) AS repeats""";

    /** When a row was submitted last, as a time of the database. */
    static final String LAST = time("last");

    /** When the latest of what its submissions tell of happened, as a time of the database. */
    static final String OCCURRED = time("occurred");

    /** Characters of one row's JSON. */
    private static final int ROW_LENGTH = 128;

    private RepeatsJson() {}

    private static String time(String column) {
        return "TIMESTAMP'1970-01-01 00:00:00' + INTERVAL " + column + " MICROSECOND";
    }

    static String of(List<Repeats> repeats) {
        // Ids and numbers alone: nothing that would have to be escaped.
        StringBuilder rows = new StringBuilder(repeats.size() * ROW_LENGTH).append('[');
        for (Repeats each : repeats) {
            rows.append(rows.length() > 1 ? "," : "").append("{\"row\":\"").append(each.row());
            rows.append("\",\"count\":").append(each.count());
            rows.append(",\"last\":").append(ChronoUnit.MICROS.between(Instant.EPOCH, each.last()));
            rows.append(",\"occurred\":").append(ChronoUnit.MICROS.between(Instant.EPOCH, each.occurred()));
            rows.append('}');
        }
        return rows.append(']').toString();
    }
}
