/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.db.models.Incident;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Goes through a recording: its samples, then its lines by the minute, and among those its failures. What a failure looked
 * like is judged as it would have been four minutes after it began, by what was known then; so who goes on in the middle has
 * to have gone the whole way. The same recording always gives the same. Not thread-safe.
 */
final class RecordingWalk implements Iterator<RecordingBatch> {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration JUDGED_AFTER = Duration.ofMinutes(4);
    private static final int SAMPLES_AT_ONCE = 5_000;
    private static final long MINUTE = 60;

    private final Recording recording;
    private final String source;
    private final RecordedPast past;
    private final FailureDetector detector = new FailureDetector(WINDOW);
    private final LogTemplateHistory history = new LogTemplateHistory();
    private final TreeMap<Long, List<LogEntry>> minutes = new TreeMap<>();
    private final Queue<KnownFailure> failures;
    private int samples;

    /** @param source names the recording, for people */
    RecordingWalk(Recording recording, String source) {
        this.recording = recording;
        this.source = source;
        this.past = new RecordedPast(recording.samples());
        this.failures = new ArrayDeque<>(recording.failures());
        for (LogEntry line : recording.lines()) {
            minutes.computeIfAbsent(minute(line.timestamp()), _ -> new ArrayList<>())
                    .add(line);
        }
    }

    @Override
    public boolean hasNext() {
        return samples < recording.samples().size() || !minutes.isEmpty() || !failures.isEmpty();
    }

    @Override
    public RecordingBatch next() {
        if (samples < recording.samples().size()) {
            int to = Math.min(recording.samples().size(), samples + SAMPLES_AT_ONCE);
            List<MetricSample> some = recording.samples().subList(samples, to);
            samples = to;
            return new RecordingBatch.Samples(some);
        }
        KnownFailure failure = failures.peek();
        if (failure != null && (minutes.isEmpty() || minute(judgedAt(failure)) < minutes.firstKey())) {
            failures.remove();
            return judged(failure);
        }
        Map.Entry<Long, List<LogEntry>> minute = minutes.pollFirstEntry();
        if (minute == null) {
            throw new NoSuchElementException();
        }
        history.learn(minute.getValue(), true);
        return new RecordingBatch.Minute(
                content(minute.getValue()), history.drain(), minute.getValue().size());
    }

    private RecordingBatch judged(KnownFailure failure) {
        Instant until = judgedAt(failure);
        Instant from = until.minus(WINDOW);
        List<MetricSample> shown = recording.samples().stream()
                .filter(sample -> within(sample.timestamp(), from, until))
                .toList();
        List<LogEntry> said = recording.lines().stream()
                .filter(line -> within(line.timestamp(), from, until))
                .toList();
        Optional<FailureVerdict.Typing> typing = Optional.empty();
        if (!shown.isEmpty() || !said.isEmpty()) {
            Observations observed = new Observations(MetricSample.bySeries(shown), said, List.of(), Map.of());
            typing = Optional.of(detector.judge(observed, until, past, history).typing());
        }
        return new RecordingBatch.Failure(
                new Incident(failure.service(), failure.from(), failure.to(), failure.type(), typing, source));
    }

    private static Instant judgedAt(KnownFailure failure) {
        return failure.from().plus(JUDGED_AFTER);
    }

    private static boolean within(Instant moment, Instant from, Instant until) {
        return moment.isAfter(from) && !moment.isAfter(until);
    }

    private static byte[] content(List<LogEntry> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (LogEntry line : lines) {
                String text = line.timestamp() + "\n" + line.service() + "\n" + line.level() + "\n"
                        + line.message().length() + "\n" + line.message();
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), MINUTE);
    }
}
