/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.graph.CallTally;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores calls between services behind the requests that told of them, some at a time: after an outage there are many. What cannot
 * be stored waits. A commit whose answer was lost may count twice. Thread-safe.
 */
final class CallWriter {

    /** Pairs and minutes of one transaction. */
    static final int AT_ONCE = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallWriter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final CallTally tally;
    private final Sink sink;
    private final Ticker ticker;

    /** Where calls are stored. */
    @FunctionalInterface
    interface Sink {

        /** Adds calls to those of their minutes. */
        void add(List<CallMinute> calls, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** Stores what is counted. */
    CallWriter(CallTally tally, Sink sink, Ticker ticker) {
        this.tally = tally;
        this.sink = sink;
        this.ticker = ticker;
    }

    /** Stores all that waits, or as much as can be. */
    void flush() {
        List<CallMinute> taken = tally.drain();
        int stored = 0;
        try {
            while (stored < taken.size()) {
                int next = Math.min(taken.size(), stored + AT_ONCE);
                sink.add(taken.subList(stored, next), Deadline.after(ticker, TIMEOUT));
                stored = next;
            }
        } catch (DatabaseUnavailableException e) {
            tally.putBack(taken.subList(stored, taken.size()));
            LOG.debug("Calls between services are stored later: {}", e.getMessage());
        }
    }
}
