package io.aegis.batch.incidents;

import io.aegis.db.logs.LogStore;
import io.aegis.db.models.Incident;
import io.aegis.db.models.IncidentStore;
import io.aegis.db.series.Measurement;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Stores a recording. All of it is safe to repeat: samples and incidents have keys of their own, and a minute of logs is added to the
 * counts only once, by its content. What a failure looked like is judged as it would have been four minutes after it began,
 * by what was known then.
 */
final class RecordingImport {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration JUDGED_AFTER = Duration.ofMinutes(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SAMPLES_AT_ONCE = 5_000;
    private static final long MINUTE = 60;

    private final SampleStore samples;
    private final LogStore logs;
    private final IncidentStore incidents;
    private final Ticker ticker;

    RecordingImport(SampleStore samples, LogStore logs, IncidentStore incidents, Ticker ticker) {
        this.samples = samples;
        this.logs = logs;
        this.incidents = incidents;
        this.ticker = ticker;
    }

    /** What was done; lines are those that were not counted before. */
    record Done(int samples, int lines, int incidents, int judged) {}

    /**
     * Stores a recording.
     *
     * @param stopping asked now and then; then it returns early
     * @return empty when it was stopped
     */
    Optional<Done> store(Recording recording, String source, BooleanSupplier stopping)
            throws DatabaseUnavailableException {
        for (int from = 0; from < recording.samples().size(); from += SAMPLES_AT_ONCE) {
            if (stopping.getAsBoolean()) {
                return Optional.empty();
            }
            int to = Math.min(recording.samples().size(), from + SAMPLES_AT_ONCE);
            samples.append(batches(recording.samples().subList(from, to)), deadline());
        }
        RecordedPast past = new RecordedPast(recording.samples());
        FailureDetector detector = new FailureDetector(WINDOW);
        LogTemplateHistory book = new LogTemplateHistory();
        TreeMap<Long, List<LogEntry>> minutes = new TreeMap<>();
        recording
                .lines()
                .forEach(line -> minutes.computeIfAbsent(minute(line.timestamp()), _ -> new ArrayList<>())
                        .add(line));
        List<KnownFailure> failures = new ArrayList<>(recording.failures());
        int counted = 0;
        int judged = 0;
        for (Map.Entry<Long, List<LogEntry>> minute : minutes.entrySet()) {
            while (!failures.isEmpty() && minute(judgedAt(failures.getFirst())) < minute.getKey()) {
                judged += judge(failures.removeFirst(), recording, past, detector, book, source);
            }
            if (stopping.getAsBoolean()) {
                return Optional.empty();
            }
            book.learn(minute.getValue(), true);
            boolean first = logs.addOnce(content(minute.getValue()), book.drain(), deadline());
            counted += first ? minute.getValue().size() : 0;
        }
        for (KnownFailure failure : failures) {
            judged += judge(failure, recording, past, detector, book, source);
        }
        return Optional.of(new Done(
                recording.samples().size(), counted, recording.failures().size(), judged));
    }

    private int judge(
            KnownFailure failure,
            Recording recording,
            RecordedPast past,
            FailureDetector detector,
            LogTemplateHistory book,
            String source)
            throws DatabaseUnavailableException {
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
            Observations observed = new Observations(shown, said, List.of(), Map.of());
            typing = Optional.of(detector.judge(observed, until, past, book).typing());
        }
        incidents.add(
                List.of(new Incident(failure.service(), failure.from(), failure.to(), failure.type(), typing, source)),
                deadline());
        return typing.isPresent() ? 1 : 0;
    }

    private static Instant judgedAt(KnownFailure failure) {
        return failure.from().plus(JUDGED_AFTER);
    }

    private static boolean within(Instant moment, Instant from, Instant until) {
        return moment.isAfter(from) && !moment.isAfter(until);
    }

    private static List<SeriesBatch> batches(List<MetricSample> some) {
        Map<Series, List<Measurement>> bySeries = new LinkedHashMap<>();
        some.forEach(sample -> bySeries.computeIfAbsent(sample.series(), _ -> new ArrayList<>())
                .add(new Measurement(sample.timestamp(), sample.value())));
        return bySeries.entrySet().stream()
                .map(entry -> new SeriesBatch(entry.getKey(), OptionalInt.empty(), entry.getValue()))
                .toList();
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

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
