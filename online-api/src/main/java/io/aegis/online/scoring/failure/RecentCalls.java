/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls between services of the last hour or so, as this process knows them: read again every few seconds. Thread-safe. */
final class RecentCalls {

    /** How often they are read. */
    static final Duration EVERY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(RecentCalls.class);
    private static final Duration KNOWN = Duration.ofMinutes(65);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Source store;
    private final InstantSource clock;
    private final Ticker ticker;
    private volatile List<CallMinute> calls = List.of();

    /** Where calls are kept. */
    @FunctionalInterface
    interface Source {

        /** Those of some minutes. */
        List<CallMinute> between(Instant from, Instant to, Deadline deadline) throws DatabaseUnavailableException;
    }

    RecentCalls(Source store, InstantSource clock, Ticker ticker) {
        this.store = store;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Those that a window is judged by which ends at a moment; none for moments of long ago. */
    List<CallMinute> until(Instant end) {
        return calls.isEmpty() || end.isBefore(clock.instant().minus(KNOWN)) ? List.of() : calls;
    }

    /** Reads them again; those known before stay while they cannot be read. */
    void refresh() {
        Instant now = clock.instant();
        try {
            calls = List.copyOf(store.between(now.minus(KNOWN), now, Deadline.after(ticker, TIMEOUT)));
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Calls between services are read later: {}", e.getMessage());
        }
    }
}
