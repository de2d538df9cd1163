/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.db.InList;
import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SamplesSince;
import io.aegis.db.watch.ServiceAlarmStore;
import io.aegis.db.watch.WatchedServices;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.failure.CountedLogs;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.failure.SampleRhythm;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.monitoring.failure.TypeModel;
import io.aegis.policy.FailureQuestions;
import io.aegis.policy.PolicyDecisions;
import io.aegis.policy.PolicyGate;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges services, each by its own samples and lines, as {@code detect-failure} would if these were sent to it. */
final class ServiceJudge {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final long MINUTE = 60;

    /** So many samples of a window are not read one by one: as many of each series of a statement are what it gives at the most. */
    private static final int DENSE = SamplesSince.MOST / InList.SIZE;

    private final WatchedServices services;
    private final SamplesSince samples;
    private final MinuteMeans means;
    private final MetricHistoryCache history;
    private final ServiceAlarmStore alarms;
    private final PolicyGate policy;
    private final FailureDetector detector;
    private final Duration window;

    ServiceJudge(
            WatchedServices services,
            SamplesSince samples,
            MinuteMeans means,
            MetricHistoryCache history,
            ServiceAlarmStore alarms,
            PolicyGate policy,
            Duration window) {
        this.services = services;
        this.samples = samples;
        this.means = means;
        this.history = history;
        this.alarms = alarms;
        this.policy = policy;
        this.detector = new FailureDetector(window);
        this.window = window;
    }

    /**
     * Judges services with fresh samples or lines.
     *
     * @param active which
     * @param evidence of the run
     */
    List<WatchedMinute> fresh(List<WatchedServices.Active> active, WatchedEvidence evidence, Deadline deadline)
            throws DatabaseUnavailableException, InterruptedException {
        Instant now = evidence.now();
        Map<String, ServiceAlarm> known = alarms.of(names(active), deadline);
        Instant since = now.minus(window).minusSeconds(2 * MINUTE);
        Map<String, List<WatchedServices.Stream>> streams = services.streams(names(active), since, deadline).stream()
                .collect(Collectors.groupingBy(WatchedServices.Stream::service));
        Map<Long, List<Measurement>> read = read(streams, since, deadline);
        List<WatchedMinute> minutes = new ArrayList<>();
        for (WatchedServices.Active service : active) {
            ServiceAlarm before = known.getOrDefault(service.name(), ServiceAlarm.unknown(now));
            Observations observed =
                    observed(service, streams.getOrDefault(service.name(), List.of()), read, evidence.logs());
            FailureVerdict verdict = judge(observed, service, evidence);
            ServiceAlarm after = before.next(ServiceAlarm.minute(verdict, evidence.services()), now);
            minutes.add(new WatchedMinute(
                    service.name(),
                    service.newest(),
                    before,
                    after,
                    Optional.of(verdict),
                    after.state() == ServiceAlarm.State.FAILING && verdict.detected()
                            ? Optional.of(decide(verdict, observed))
                            : Optional.empty()));
        }
        return minutes;
    }

    private PolicyDecisions decide(FailureVerdict verdict, Observations observed) throws InterruptedException {
        return new PolicyDecisions(
                policy.decide(FailureQuestions.about(verdict, observed.samples().keySet())));
    }

    /** Judges services without fresh samples: those that are silent, and those of which that was said. */
    List<WatchedMinute> stale(List<WatchedServices.Active> active, Instant now, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<String, ServiceAlarm> known = alarms.of(names(active), deadline);
        List<WatchedMinute> minutes = new ArrayList<>();
        List<WatchedServices.Active> unknown = new ArrayList<>();
        for (WatchedServices.Active service : active) {
            ServiceAlarm before = known.getOrDefault(service.name(), ServiceAlarm.unknown(now));
            if (before.state() == ServiceAlarm.State.SILENT) {
                minutes.add(silent(service, before, now));
            } else {
                unknown.add(service);
            }
        }
        Map<String, long[]> sent = minutesOf(unknown, deadline);
        for (WatchedServices.Active service : unknown) {
            Duration since = Duration.between(service.newest(), now);
            if (SampleRhythm.of(sent.getOrDefault(service.name(), new long[0]))
                    .filter(rhythm -> since.compareTo(rhythm.silentAfter()) > 0)
                    .isPresent()) {
                minutes.add(silent(service, known.getOrDefault(service.name(), ServiceAlarm.unknown(now)), now));
            }
        }
        return minutes;
    }

    private static WatchedMinute silent(WatchedServices.Active service, ServiceAlarm before, Instant now) {
        return new WatchedMinute(
                service.name(), service.newest(), before, before.silent(now), Optional.empty(), Optional.empty());
    }

    private Map<Long, List<Measurement>> read(
            Map<String, List<WatchedServices.Stream>> streams, Instant since, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<Long, Series> series = streams.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        WatchedServices.Stream::id, WatchedServices.Stream::series, (first, _) -> first));
        Instant newest = streams.values().stream()
                .flatMap(List::stream)
                .map(WatchedServices.Stream::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        if (!history.prepare(Set.copyOf(series.values()), newest, deadline)) {
            throw new DatabaseUnavailableException("the past of metrics cannot be read in time");
        }
        // Of series with many samples the means of minutes do, of which a window is judged anyhow; these are known now.
        Set<Long> dense = new HashSet<>();
        List<SamplesSince.Mark> sparse = new ArrayList<>();
        series.forEach((id, one) -> {
            if (history.samples(one, since, newest) >= DENSE) {
                dense.add(id);
            } else {
                sparse.add(new SamplesSince.Mark(id, since));
            }
        });
        SamplesSince.Stored stored = samples.read(sparse, deadline);
        Map<Long, List<Measurement>> found = new HashMap<>(stored.samples());
        series.forEach((id, one) -> {
            if (dense.contains(id) || stored.cut().contains(id)) {
                found.put(id, history.between(one, since, newest));
            }
        });
        return found;
    }

    private static Observations observed(
            WatchedServices.Active service,
            List<WatchedServices.Stream> streams,
            Map<Long, List<Measurement>> read,
            CountedLogs logs) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        for (WatchedServices.Stream stream : streams) {
            List<Measurement> until = read.getOrDefault(stream.id(), List.of()).stream()
                    .filter(sample -> !sample.time().isAfter(service.newest()))
                    .toList();
            if (!until.isEmpty()) {
                samples.put(stream.series(), until);
            }
        }
        return new Observations(samples, logs.lines(service.name(), service.newest()), List.of(), Map.of());
    }

    /** By itself; where that says that it fails, the calls around it tell where that began. */
    private FailureVerdict judge(Observations observed, WatchedServices.Active service, WatchedEvidence evidence) {
        FailureVerdict alone = judge(observed, service.newest(), evidence.logs());
        if (!alone.detected()) {
            return alone;
        }
        List<CallMinute> calls = evidence.calls().around(service.name());
        FailureVerdict within =
                calls.isEmpty() ? alone : judge(observed.with(calls), service.newest(), evidence.logs());
        return within.detected() ? within : alone;
    }

    private FailureVerdict judge(Observations observed, Instant newest, CountedLogs logs) {
        return detector.judge(observed, newest, history, logs.findings(), TypeModel.NONE);
    }

    /** The minutes of half a day before its newest sample in which each service sent samples. */
    private Map<String, long[]> minutesOf(List<WatchedServices.Active> active, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<String, long[]> minutes = new TreeMap<>();
        if (active.isEmpty()) {
            return minutes;
        }
        Instant first = active.stream()
                .map(WatchedServices.Active::newest)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Map<String, List<WatchedServices.Stream>> streams = services.streams(names(active), first, deadline).stream()
                .collect(Collectors.groupingBy(WatchedServices.Stream::service));
        for (WatchedServices.Active service : active) {
            List<Long> ids = streams.getOrDefault(service.name(), List.of()).stream()
                    .map(WatchedServices.Stream::id)
                    .limit(MinuteMeans.MAX_SERIES)
                    .toList();
            if (!ids.isEmpty()) {
                Set<Long> seen = new TreeSet<>();
                means.between(
                                ids,
                                service.newest().minus(HALF_A_DAY),
                                service.newest().plusMillis(1),
                                deadline)
                        .forEach(mean -> seen.add(mean.begin().getEpochSecond() / MINUTE));
                minutes.put(
                        service.name(), seen.stream().mapToLong(Long::longValue).toArray());
            }
        }
        return minutes;
    }

    private static List<String> names(List<WatchedServices.Active> active) {
        return active.stream().map(WatchedServices.Active::name).toList();
    }
}
