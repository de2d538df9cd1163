/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes behind what a running process learns of the templates of logs, and goes on from what is stored as soon as that can be
 * read. What cannot be stored now is tried again once; the commit of a try that failed may have been made, so that its counts
 * may be stored twice. Thread-safe.
 */
final class LogTemplateWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogTemplateWriter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Reads what is stored. */
    @FunctionalInterface
    interface Source {

        /** So many of the newest templates and minutes. */
        LogChanges newest(int templates, int minutes, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** Stores what was learned. */
    @FunctionalInterface
    interface Sink {

        /** Stores it or, when it throws, perhaps not. */
        void add(LogChanges changes, Deadline deadline) throws DatabaseUnavailableException;
    }

    private final Source source;
    private final Sink sink;
    private final Ticker ticker;
    private volatile LogTemplateHistory history = new LogTemplateHistory();
    private boolean loaded;
    private Optional<LogChanges> failed = Optional.empty();

    /**
     * A writer whose history is empty.
     *
     * @param source reads what is stored
     * @param sink takes what is learned
     * @param ticker for deadlines
     */
    LogTemplateWriter(Source source, Sink sink, Ticker ticker) {
        this.source = source;
        this.sink = sink;
        this.ticker = ticker;
    }

    /** What is learned so far. Another one takes its place when what is stored has been read. */
    LogTemplateHistory history() {
        return history;
    }

    /** Stores what was learned, and reads what is stored if that is still to be done. To be called every second or so. */
    synchronized void flush() {
        try {
            if (failed.isPresent()) {
                LogChanges again = failed.get();
                failed = Optional.empty();
                sink.add(again, deadline());
            }
            LogChanges changes = history.drain();
            if (!changes.isEmpty()) {
                failed = Optional.of(changes);
                sink.add(changes, deadline());
                failed = Optional.empty();
            }
            if (!loaded) {
                history = new LogTemplateHistory(
                        source.newest(LogTemplateHistory.MOST_TEMPLATES, LogTemplateHistory.MOST_MINUTES, deadline()));
                loaded = true;
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("What is known of logs waits for the database: {}", e.getMessage());
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
