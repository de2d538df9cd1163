/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.replica;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica of the database and how far behind it is. That is measured by the sign of life that each online process leaves in the
 * primary every second: the newest one there, read first, against the newest one that the replica has, both in the primary's
 * time, so that neither clocks nor rights of an administrator matter. Not asked until a first measurement has found it near.
 * Thread-safe.
 */
public final class ReadReplica implements AutoCloseable {

    /** How often to measure. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    /** A replica further behind is not asked. Signs of life are a second apart, and so is what is measured. */
    public static final Duration MOST_LAG = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ReadReplica.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final String NEWEST_BEAT = "SELECT MAX(beat_at) FROM scoring_replica";

    private final ReadAccess replica;
    private final ReadAccess primary;
    private final Ticker ticker;

    /** As last measured; empty while the replica is not to be asked. */
    private volatile Optional<Duration> lag = Optional.empty();

    /**
     * A replica of a database.
     *
     * @param replica closed with this
     * @param primary what it is measured against; not closed
     */
    public ReadReplica(ReadAccess replica, ReadAccess primary, Ticker ticker) {
        this.replica = replica;
        this.primary = primary;
        this.ticker = ticker;
    }

    /** Reads from the replica while it is near, else from the primary; without a replica, from the primary. */
    public static ReadAccess orElse(Optional<ReadReplica> replica, ReadAccess primary) {
        return replica.isPresent() ? new ReplicaReads(replica.get(), primary) : primary;
    }

    /** How far behind it was when last measured; empty while it is not asked. */
    public Optional<Duration> lag() {
        return lag;
    }

    /**
     * Looks how far behind it is. While the primary does not answer, the last measurement stands: nothing is written that the
     * replica could miss. To be called every {@link #EVERY}, by one thread.
     */
    public void measure() {
        Optional<Instant> written;
        try {
            written = newestBeat(primary);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The replica cannot be measured: {}", e.getMessage());
            return;
        }
        try {
            Optional<Instant> arrived = newestBeat(replica);
            Optional<Duration> behind = written.flatMap(newest -> arrived.map(beat -> behind(beat, newest)));
            note(behind.filter(distance -> distance.compareTo(MOST_LAG) <= 0), "it is too far behind");
        } catch (DatabaseUnavailableException e) {
            note(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Duration behind(Instant arrived, Instant written) {
        return arrived.isAfter(written) ? Duration.ZERO : Duration.between(arrived, written);
    }

    private Optional<Instant> newestBeat(ReadAccess database) throws DatabaseUnavailableException {
        return database.read(
                Deadline.after(ticker, TIMEOUT),
                execute -> execute.get(NEWEST_BEAT)
                        .flatMap(row -> row.column(1).as(Instant.class).asOptional()));
    }

    /** Its connections. */
    ReadAccess connections() {
        return replica;
    }

    /** It did not answer: it is not asked before it was measured again. */
    void failed(DatabaseUnavailableException e) {
        note(Optional.empty(), String.valueOf(e.getMessage()));
    }

    private synchronized void note(Optional<Duration> now, String otherwise) {
        Optional<Duration> before = lag;
        lag = now;
        if (before.isPresent() && now.isEmpty()) {
            LOG.warn("The replica is not asked, the primary answers for it: {}", otherwise);
        } else if (before.isEmpty() && now.isPresent()) {
            LOG.info("The replica is asked; it is {} ms behind", now.get().toMillis());
        }
    }

    @Override
    public void close() {
        replica.close();
    }
}
