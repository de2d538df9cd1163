/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.feedback.Labels;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A verdict that was given on a row, whether or not the row took it.
 *
 * @param id in the audit trail
 * @param lane {@code HEURISTIC}, {@code LLM} or {@code PERSON}
 * @param provider who gave it
 * @param labels as given
 * @param confidence as given, 0..1
 * @param latency how long it took; empty when that is not known
 * @param applied whether the row took the labels when the verdict came
 * @param createdAt when it came
 */
public record PastVerdict(
        UUID id,
        String lane,
        String provider,
        Labels labels,
        double confidence,
        Optional<Duration> latency,
        boolean applied,
        Instant createdAt) {

    /** The oldest verdicts of a row. */
    static final String SELECT = """
            SELECT id, lane, provider, sentiment, topics, is_urgent, confidence, latency_us, applied, created_at
            FROM analysis WHERE feedback_id = ? ORDER BY id LIMIT ?""";

    static PastVerdict read(DbRow row) {
        return new PastVerdict(
                row.column("id").get(UUID.class),
                row.column("lane").get(String.class),
                row.column("provider").get(String.class),
                LabelColumns.read(row),
                row.column("confidence").get(Double.class),
                row.column("latency_us")
                        .as(Long.class)
                        .asOptional()
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                row.column("applied").get(Boolean.class),
                row.column("created_at").get(Instant.class));
    }
}
