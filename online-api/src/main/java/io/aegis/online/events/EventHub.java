/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import io.aegis.db.changes.ChangeQueries;
import io.aegis.db.changes.Changes;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells all readers of this replica what changed. It asks the database, which is where all processes meet, and only while
 * somebody listens. Times overlap, because a row is seen a little after the time that it carries. Thread-safe.
 */
public final class EventHub implements AutoCloseable {

    /** Readers at once; more are refused. */
    public static final int MOST_READERS = 500;

    /** Readers with one key at once: every colleague has a few pages open, and none can lock the others out. */
    public static final int MOST_OF_KEY = 50;

    /** How often {@link #poll} is to be called. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration OVERLAP = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ChangeQueries queries;
    private final StatsEvents stats;
    private final Ticker ticker;
    private final CurrentOwnTopics topics;
    private final ChangeEvents events;
    private final Set<Subscription> readers = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> readersOf = new ConcurrentHashMap<>();
    private Optional<Instant> upTo = Optional.empty();
    private volatile boolean closed;

    /**
     * A hub without readers.
     *
     * @param queries find what changed
     * @param stats count, now and then
     * @param topics those that operators made
     */
    public EventHub(ChangeQueries queries, StatsEvents stats, CurrentOwnTopics topics, Ticker ticker) {
        this.queries = queries;
        this.stats = stats;
        this.topics = topics;
        this.events = new ChangeEvents(topics);
        this.ticker = ticker;
    }

    /** Asks what changed and tells it. Only one thread calls it. */
    public void poll() {
        if (readers.isEmpty()) {
            upTo = Optional.empty();
            return;
        }
        try {
            Instant since = upTo.isPresent() ? upTo.get() : queries.now(deadline());
            Changes changes = queries.since(since.minus(OVERLAP), deadline());
            upTo = Optional.of(changes.now());
            List<Event> news = events.news(changes);
            news.forEach(this::tell);
            stats.after(!news.isEmpty(), changes.now()).ifPresent(this::tell);
        } catch (DatabaseUnavailableException e) {
            // Asked again in a second, from where it was. Readers see that nothing comes; health says why.
            return;
        }
    }

    /**
     * Begins to listen.
     *
     * @param caller whose key it is
     * @param lastId of the last event that the reader knows; what came since is told first
     * @return empty when there are too many readers, in all or with this key, or the process stops
     */
    Optional<Subscription> listen(String caller, Optional<String> lastId) throws DatabaseUnavailableException {
        if (closed || readers.size() >= MOST_READERS) {
            return Optional.empty();
        }
        if (readersOf.merge(caller, 1, Integer::sum) > MOST_OF_KEY) {
            left(caller);
            return Optional.empty();
        }
        Subscription[] self = new Subscription[1];
        Subscription reader = new Subscription(() -> {
            if (readers.remove(self[0])) {
                left(caller);
            }
        });
        self[0] = reader;
        reader.tell(Event.RETRY);
        readers.add(reader);
        try {
            Optional<Instant> known = lastId.flatMap(Event::upTo);
            if (known.isPresent()) {
                new ChangeEvents(topics)
                        .news(queries.since(known.get().minus(OVERLAP), deadline()))
                        .forEach(reader::tell);
            } else {
                // Something with an id, so that a reader that loses the connection at once can go on from here.
                reader.tell(Event.of("hello", queries.now(deadline()), json -> {
                    json.writeStartObject();
                    json.writeEndObject();
                }));
            }
        } catch (DatabaseUnavailableException | RuntimeException e) {
            reader.close();
            throw e;
        }
        if (closed) {
            reader.end();
        }
        return Optional.of(reader);
    }

    private void left(String caller) {
        readersOf.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many listen. */
    public int readers() {
        return readers.size();
    }

    private void tell(Event event) {
        readers.forEach(reader -> reader.tell(event));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    /** Lets all readers go. */
    @Override
    public void close() {
        closed = true;
        readers.forEach(Subscription::end);
    }
}
