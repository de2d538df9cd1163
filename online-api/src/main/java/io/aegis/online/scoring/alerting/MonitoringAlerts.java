package io.aegis.online.scoring.alerting;

import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.Prediction;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of failures and anomalies as alerts: when one is first detected, once a minute while it is detected again, and when it
 * was not for a while, which ends it. Every alert carries an end, so that it is over too when this process dies. Bounded:
 * beyond {@value #MOST} at once no new ones are told. What was told and not yet written is lost by a kill, as predictions
 * are. Thread-safe.
 */
public final class MonitoringAlerts {

    /** The event's name in the outbox. */
    public static final String EVENT = "monitoring.alert";

    /** Most at once. */
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MonitoringAlerts.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 200;

    /** Writes alerts into the outbox. */
    @FunctionalInterface
    public interface Sink {

        /** Writes them all, or none; repeating is safe. */
        void add(List<Alerts.Cause> causes) throws DatabaseUnavailableException;
    }

    /** An episode that goes on. */
    private static final class Open {
        private final Episode first;
        private final Instant begun;
        private Episode latest;
        private Instant seen;
        private Optional<Instant> told = Optional.empty();

        private Open(Episode first, Instant begun) {
            this.first = first;
            this.begun = begun;
            this.latest = first;
            this.seen = begun;
        }

        /** With the severity that it began with: another would be another alert. */
        private String payload(Instant ends) {
            return new Episode(first.labels(), first.severity(), latest.annotations()).payload(begun, ends);
        }
    }

    private final Sink sink;
    private final Duration timeout;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Map<Map<String, String>, Open> open = new HashMap<>();
    private List<Alerts.Cause> waiting = new ArrayList<>();

    /**
     * Nothing goes on yet.
     *
     * @param sink writes
     * @param timeout how long after it was last detected an episode is over
     * @param ids new UUIDv7s
     * @param clock says what time it is
     */
    public MonitoringAlerts(Sink sink, Duration timeout, Supplier<UUID> ids, InstantSource clock) {
        this.sink = sink;
        this.timeout = timeout;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes notice of a prediction. */
    public void note(Prediction prediction) {
        if (prediction.detected()) {
            note(Episode.of(prediction));
        }
    }

    private synchronized void note(Episode episode) {
        Instant now = clock.instant();
        Open known = open.get(episode.labels());
        if (known != null) {
            known.latest = episode;
            known.seen = now;
        } else if (open.size() < MOST) {
            open.put(episode.labels(), new Open(episode, now));
        }
    }

    /** Writes what is due. To be called every second or so, by one thread. */
    public void flush() {
        List<Alerts.Cause> causes = due();
        try {
            for (int from = 0; from < causes.size(); from += AT_ONCE) {
                sink.add(causes.subList(from, Math.min(causes.size(), from + AT_ONCE)));
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Alerts wait for the database: {}", e.getMessage());
            again(causes);
        }
    }

    /** Ends that could not be written must not get lost; what goes on is told again anyhow. */
    private synchronized void again(List<Alerts.Cause> causes) {
        waiting = new ArrayList<>(causes.subList(Math.max(0, causes.size() - MOST), causes.size()));
    }

    private synchronized List<Alerts.Cause> due() {
        Instant now = clock.instant();
        List<Alerts.Cause> causes = waiting;
        waiting = new ArrayList<>();
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open episode = each.next();
            if (episode.seen.plus(timeout).isBefore(now)) {
                causes.add(new Alerts.Cause(ids.get(), episode.payload(now)));
                each.remove();
            } else if (episode.told
                    .filter(told -> told.plus(AGAIN).isAfter(now) || !episode.seen.isAfter(told))
                    .isEmpty()) {
                episode.told = Optional.of(now);
                causes.add(new Alerts.Cause(
                        ids.get(), episode.payload(now.plus(timeout).plus(AGAIN))));
            }
        }
        return causes;
    }
}
