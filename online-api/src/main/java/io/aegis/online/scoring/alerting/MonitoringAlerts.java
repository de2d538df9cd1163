/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.alert.StageId;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.SeriesFinding;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
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
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of failures and of series that alert: when one is first seen, once a minute while it lasts, and when it is over: when the
 * series alerts no more, or nothing was detected for a while. Every alert carries an end, so that it is over too when this
 * process dies. What several replicas say of one episode is told once. Bounded: beyond {@value #MOST} at once no new ones are told. What was told and not yet written is lost by a
 * kill, as predictions are. Thread-safe.
 */
public final class MonitoringAlerts {

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
        private final Instant begun;
        private Episode latest;
        private Instant seen;
        private boolean over;
        private Optional<Instant> told = Optional.empty();

        private Open(Episode first, Instant begun, Instant seen) {
            this.begun = begun;
            this.latest = first;
            this.seen = seen;
        }
    }

    private final Sink sink;
    private final Consumer<AnomalyFinding> kept;
    private final Duration timeout;
    private final Duration maxAge;
    private final DashboardPages pages;
    private final BooleanSupplier shared;
    private final MaintenanceCalendar maintenance;
    private final InstantSource clock;
    private final Map<Map<String, String>, Open> open = new HashMap<>();
    private List<Alerts.Cause> waiting = new ArrayList<>();

    /**
     * Nothing goes on yet.
     *
     * @param sink writes
     * @param kept keeps a finding with which an alert begins to be told here, though it began before: of a window that is over, or another process
     * @param timeout how long after it was last detected an episode is over
     * @param maxAge samples older than this alert nobody, as those of a time to come do not
     * @param pages where people see more
     * @param shared whether other replicas may tell of the same
     * @param maintenance says of which services nothing new is told
     * @param clock says what time it is
     */
    public MonitoringAlerts(
            Sink sink,
            Consumer<AnomalyFinding> kept,
            Duration timeout,
            Duration maxAge,
            DashboardPages pages,
            BooleanSupplier shared,
            MaintenanceCalendar maintenance,
            InstantSource clock) {
        this.sink = sink;
        this.kept = kept;
        this.timeout = timeout;
        this.maxAge = maxAge;
        this.pages = pages;
        this.shared = shared;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    /** Takes notice of a prediction; what is said of series comes as {@link #note(AnomalyFinding)}. */
    public void note(Prediction prediction) {
        if (prediction.detected() && prediction.kind() == PredictionKind.FAILURE) {
            Episode episode = Episode.of(prediction, pages);
            String service = episode.labels().getOrDefault("service", "");
            if (maintenance.until(service, clock.instant()).isPresent()) {
                goesOn(episode);
            } else {
                begin(episode, clock.instant());
            }
        }
    }

    /** Takes notice of what was found in series, by the newest sample of each: an alert begins, goes on, or is over. */
    public void note(AnomalyFinding finding) {
        Instant now = clock.instant();
        for (SeriesFinding series : finding.series()) {
            OptionalInt newest = series.verdicts().current(series.sent(), now, maxAge);
            if (newest.isEmpty()) {
                continue;
            }
            AlertDecision decision = series.verdicts().alerts().get(newest.getAsInt());
            if (decision.begins()) {
                begin(Episode.of(series, finding, pages), decision.since());
            } else if (decision.alert()) {
                if (goesOn(Episode.of(series, finding, pages), decision.since())) {
                    kept.accept(finding);
                }
            } else if (endsNothing(decision.reason())) {
                goesOn(Episode.of(series, finding, pages));
            } else if (decision.reason() != AlertReason.LATE) {
                series.verdicts()
                        .alertingBefore()
                        .ifPresent(since -> resume(Episode.of(series, finding, pages), since));
                end(series);
            }
        }
    }

    /**
     * What began before a maintenance window is not over because of it, and what is anomalous still is not over because it has to last anew;
     * neither begins to be told.
     */
    private static boolean endsNothing(AlertReason reason) {
        return reason == AlertReason.MAINTENANCE || reason == AlertReason.BRIEF;
    }

    /** Tells what is news; the prediction of it is the one that is named from now on. */
    private synchronized void begin(Episode episode, Instant begun) {
        if (!replace(episode) && open.size() < MOST) {
            open.put(episode.labels(), new Open(episode, begun, clock.instant()));
        }
    }

    /** Tells on; true when it was not told here before, and is now. */
    private synchronized boolean goesOn(Episode episode, Instant begun) {
        if (goesOn(episode) || open.size() >= MOST) {
            return false;
        }
        open.put(episode.labels(), new Open(episode, begun, clock.instant()));
        return true;
    }

    /** Tells on what was told here, under the prediction with which it was; false when nothing was. */
    private synchronized boolean goesOn(Episode episode) {
        Open known = open.get(episode.labels());
        return known != null && replace(episode.naming(known.latest.prediction()));
    }

    private boolean replace(Episode episode) {
        Open known = open.get(episode.labels());
        if (known != null) {
            known.latest = episode;
            known.seen = clock.instant();
            known.over = false;
        }
        return known != null;
    }

    /** Another replica may have told of it; its end is told here, where nobody knows under which prediction. */
    private synchronized void resume(Episode episode, Instant begun) {
        if (open.size() < MOST) {
            open.computeIfAbsent(
                    episode.labels(), _ -> new Open(episode.naming(Optional.empty()), begun, clock.instant()));
        }
    }

    private synchronized void end(SeriesFinding series) {
        if (!open.isEmpty()) {
            Open known = open.get(Episode.labels(series));
            if (known != null) {
                known.over = true;
            }
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
            if (episode.over) {
                causes.add(cause(episode, "over", now));
                each.remove();
            } else if (episode.seen.plus(timeout).isBefore(now)) {
                // Where there are other replicas it may go on there, and ends by itself if it does not.
                if (!shared.getAsBoolean()) {
                    causes.add(cause(episode, "over", now));
                }
                each.remove();
            } else if (episode.told
                    .filter(told -> told.plus(AGAIN).isAfter(now) || !episode.seen.isAfter(told))
                    .isEmpty()) {
                episode.told = Optional.of(now);
                causes.add(cause(
                        episode,
                        "minute " + Duration.between(episode.begun, now).dividedBy(AGAIN),
                        now.plus(timeout).plus(AGAIN)));
            }
        }
        return causes;
    }

    /** What several replicas say of one episode at one stage has one id, and is told once. */
    private static Alerts.Cause cause(Open episode, String stage, Instant ends) {
        return new Alerts.Cause(
                StageId.of(episode.latest.labels(), episode.begun, stage),
                episode.latest.alert().payload(episode.begun, ends));
    }
}
