/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.db.logs.LogCountCache;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.watch.CallStore;
import io.aegis.db.watch.ServiceAlarmStore;
import io.aegis.db.watch.WatchedServices;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.alert.AlertmanagerAlert;
import io.aegis.monitoring.failure.CountedLogs;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.monitoring.logs.LogCounts;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Judges services that sent samples or lines, some in each transaction. One run at a time; what it does not come to in a minute
 * comes first next.
 */
final class FailureWatchTasklet implements Tasklet, StepExecutionListener {

    private static final int AT_ONCE = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FRESH = Duration.ofMinutes(2);
    private static final Duration KNOWN = Duration.ofDays(1);
    private static final Duration CALLS = Duration.ofDays(7);
    private static final Duration CALLS_COUNT = Duration.ofMinutes(65);

    /** So long after its last line a service that sends nothing else is judged, which is longer than an alarm goes on by itself. */
    private static final Duration LINES = Duration.ofMinutes(15);

    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofSeconds(55);

    private final WatchedServices services;
    private final ServiceJudge judge;
    private final LogCountCache lines;
    private final Duration window;
    private final ServiceAlarmStore alarms;
    private final CallStore calls;
    private final PredictionStore predictions;
    private final Optional<AlertStore> outbox;
    private final MaintenanceStore maintenance;
    private final FailureNotifier notifier;
    private final InstantSource clock;
    private final Ticker ticker;
    private Optional<Run> run = Optional.empty();
    private int behind;

    /** A run: what is left of it. */
    private static final class Run {
        private final List<WatchedServices.Active> fresh;
        private final List<WatchedServices.Active> stale;
        private final List<MaintenanceWindow> windows;
        private final WatchedEvidence evidence;
        private int next;
        private int nextStale;

        private Run(
                List<WatchedServices.Active> fresh,
                List<WatchedServices.Active> stale,
                List<MaintenanceWindow> windows,
                WatchedEvidence evidence) {
            this.fresh = fresh;
            this.stale = stale;
            this.windows = windows;
            this.evidence = evidence;
        }
    }

    FailureWatchTasklet(
            WatchedServices services,
            ServiceJudge judge,
            LogCountCache lines,
            Duration window,
            ServiceAlarmStore alarms,
            CallStore calls,
            PredictionStore predictions,
            Optional<AlertStore> outbox,
            MaintenanceStore maintenance,
            FailureNotifier notifier,
            InstantSource clock,
            Ticker ticker) {
        this.services = services;
        this.judge = judge;
        this.lines = lines;
        this.window = window;
        this.alarms = alarms;
        this.calls = calls;
        this.predictions = predictions;
        this.outbox = outbox;
        this.maintenance = maintenance;
        this.notifier = notifier;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        run = Optional.empty();
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        Run now = run.isPresent() ? run.get() : begin(deadline);
        run = Optional.of(now);
        List<WatchedMinute> minutes;
        if (now.next < now.fresh.size()) {
            int to = Math.min(now.next + AT_ONCE, now.fresh.size());
            minutes = judge.fresh(now.fresh.subList(now.next, to), now.evidence, deadline);
            contribution.incrementReadCount();
            now.next = to;
            behind = to % Math.max(1, now.fresh.size());
        } else {
            int to = Math.min(now.nextStale + AT_ONCE, now.stale.size());
            minutes = judge.stale(now.stale.subList(now.nextStale, to), now.evidence.now(), deadline);
            now.nextStale = to;
        }
        contribution.incrementWriteCount(tell(minutes, now.windows, deadline));
        boolean more = now.next < now.fresh.size() || now.nextStale < now.stale.size();
        boolean late = now.evidence.now().plus(LONGEST).isBefore(clock.instant());
        return RepeatStatus.continueIf(more && !late);
    }

    private Run begin(Deadline deadline) throws DatabaseUnavailableException {
        Instant now = clock.instant();
        List<WatchedServices.Active> fresh = new ArrayList<>();
        List<WatchedServices.Active> stale = new ArrayList<>();
        LogCounts counts = lines.until(now, deadline);
        Set<String> speaking = counts.services(now.minus(LINES), now);
        for (WatchedServices.Active service : services.between(now.minus(KNOWN), now.plus(AHEAD), deadline)) {
            (service.newest().isBefore(now.minus(FRESH)) ? stale : fresh).add(service);
            speaking.remove(service.name());
        }
        speaking.stream()
                .limit(WatchedServices.MOST)
                .map(name -> new WatchedServices.Active(name, now))
                .forEach(fresh::add);
        Collections.rotate(fresh, -behind);
        alarms.forget(now.minus(KNOWN), deadline);
        calls.forget(now.minus(CALLS), deadline);
        return new Run(
                fresh,
                stale,
                maintenance.all(deadline),
                new WatchedEvidence(
                        now,
                        fresh.size(),
                        CountedLogs.at(counts, now, window),
                        new WatchedCalls(calls.between(now.minus(CALLS_COUNT), now, deadline))));
    }

    private int tell(List<WatchedMinute> minutes, List<MaintenanceWindow> windows, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<String, ServiceAlarm> changed = new TreeMap<>();
        minutes.stream().filter(WatchedMinute::memorable).forEach(each -> changed.put(each.service(), each.now()));
        if (!changed.isEmpty()) {
            alarms.put(changed, deadline);
        }
        List<WatchedMinute> beginning =
                minutes.stream().filter(WatchedMinute::begins).toList();
        if (!beginning.isEmpty()) {
            predictions.add(beginning.stream().map(notifier::prediction).toList(), deadline);
        }
        List<WatchedMinute> told = minutes.stream()
                .filter(each -> FailureNotifier.told(each, windows))
                .toList();
        if (outbox.isPresent() && !told.isEmpty()) {
            outbox.get()
                    .add(
                            AlertmanagerAlert.EVENT,
                            told.stream().map(notifier::alert).toList(),
                            deadline);
        }
        return beginning.size();
    }
}
