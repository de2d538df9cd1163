package io.aegis.db.feedback;

import io.aegis.db.Row;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.sql.SQLException;
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

    static PastVerdict read(Row row) throws SQLException {
        return new PastVerdict(
                row.id(),
                row.text(),
                row.text(),
                new Labels(row.word(Sentiment.class), row.bits(Topic.class), row.truth()),
                row.decimal(),
                row.optionalNumber().map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                row.truth(),
                row.moment());
    }
}
