package io.aegis.db.outbox;

import io.aegis.db.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Puts alerts into the outbox, within the transaction that gives cause for them.
 *
 * @param channels names of the configured channels, up to 32 characters each; without any nothing is written
 * @param ids new UUIDv7s
 */
public record Alerts(List<String> channels, Supplier<UUID> ids) {

    private static final String INSERT = """
            INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at)
            VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE id = id""";

    /** Copies the channels. */
    public Alerts {
        channels = List.copyOf(channels);
    }

    /**
     * Writes an alert for each channel that has not had this event of this subject before.
     *
     * @param event such as {@code feedback.urgent}
     * @param payload a JSON object
     */
    public void raise(Session session, String event, UUID subject, String payload) throws SQLException {
        session.updateEach(
                INSERT,
                channels,
                (parameters, channel) -> parameters
                        .add(ids.get())
                        .add(event)
                        .add(subject)
                        .add(channel)
                        .add(payload));
    }
}
