/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import io.aegis.db.outbox.OutboxDepth;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how many alerts wait, and how long: {@code aegis_outbox_pending}, {@code aegis_outbox_dead},
 * {@code aegis_outbox_oldest_seconds}. {@link #refresh} is to be called every few seconds, so that a scrape never asks the
 * database.
 */
public final class OutboxMeters {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxMeters.class);
    private static final OutboxDepth EMPTY = new OutboxDepth(0, 0, Optional.empty());
    private static final double MILLIS_PER_SECOND = 1000;

    /** Reads how much waits. */
    @FunctionalInterface
    public interface Source {

        /**
         * Asks the database.
         *
         * @throws DatabaseUnavailableException when it does not answer; the figures stay as they were
         */
        OutboxDepth depth() throws DatabaseUnavailableException;
    }

    private final Source source;
    private volatile OutboxDepth depth = EMPTY;

    /** Registers the meters. */
    public OutboxMeters(Telemetry telemetry, Source source) {
        this.source = source;
        telemetry.gauge("aegis.outbox.pending", "Alerts to be delivered", List.of(), () -> depth.pending());
        telemetry.gauge("aegis.outbox.dead", "Alerts given up", List.of(), () -> depth.dead());
        telemetry.gauge(
                "aegis.outbox.oldest.seconds",
                "Age of the oldest alert to be delivered",
                List.of(),
                () -> depth.oldest().orElse(Duration.ZERO).toMillis() / MILLIS_PER_SECOND);
    }

    /** Asks the database again. */
    public void refresh() {
        try {
            depth = source.depth();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The outbox's depth cannot be read: {}", e.getMessage());
        }
    }
}
