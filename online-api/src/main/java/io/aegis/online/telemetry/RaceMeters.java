/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import io.aegis.llm.LlmVerdict;
import io.aegis.race.RaceEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the race tells: {@code aegis_race_outcomes_total} by outcome, {@code aegis_llm_late_total} by fate, and
 * {@code aegis_feedback_seconds} with the percentiles of the last hour.
 */
public final class RaceMeters implements RaceEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RaceMeters.class);
    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    private final MeterRegistry registry;
    private final Map<Outcome, Counter> outcomes = new ConcurrentHashMap<>();
    private final Counter upgraded;
    private final Counter tooLate;
    private final Counter lost;
    private final Timer answers;

    /**
     * Latency of answers in the last hour.
     *
     * @param p50 half were faster
     * @param p95 95 % were faster
     * @param p99 99 % were faster
     */
    public record Latency(Duration p50, Duration p95, Duration p99) {}

    /** Registers the meters. */
    public RaceMeters(MeterRegistry registry) {
        this.registry = registry;
        // All of them from the start: a rate over a series that is not there yet shows nothing.
        Arrays.stream(Outcome.values()).forEach(this::counter);
        this.upgraded = late(registry, "upgraded");
        this.tooLate = late(registry, "row_moved_on");
        this.lost = late(registry, "lost");
        this.answers = Timer.builder("aegis.feedback")
                .description("Time from a post's arrival to its answer")
                .publishPercentiles(PERCENTILES)
                .distributionStatisticExpiry(Duration.ofHours(1))
                .register(registry);
    }

    private Counter counter(Outcome outcome) {
        return outcomes.computeIfAbsent(
                outcome,
                each -> Counter.builder("aegis.race.outcomes")
                        .description("How texts got their answers")
                        .tag("outcome", each.name().toLowerCase(Locale.ROOT))
                        .register(registry));
    }

    private static Counter late(MeterRegistry registry, String fate) {
        return Counter.builder("aegis.llm.late")
                .description("What became of verdicts that came after the deadline")
                .tag("fate", fate)
                .register(registry);
    }

    /** Notes how long a post took, from its arrival to its answer. */
    public void took(Duration time) {
        answers.record(time);
    }

    /** Latency of the last hour; empty when nothing was posted. */
    public Optional<Latency> latency() {
        HistogramSnapshot snapshot = answers.takeSnapshot();
        Duration[] values = Arrays.stream(snapshot.percentileValues())
                .map(ValueAtPercentile::value)
                .map(nanos -> Duration.ofNanos(nanos.longValue()))
                .toArray(Duration[]::new);
        return Optional.of(new Latency(values[0], values[1], values[2]))
                .filter(any -> snapshot.max(TimeUnit.NANOSECONDS) > 0);
    }

    /** Rows that a late verdict upgraded since the process started. */
    public long lateUpgrades() {
        return (long) upgraded.count();
    }

    @Override
    public void answered(Outcome outcome) {
        counter(outcome).increment();
    }

    @Override
    public void lateVerdict(LlmVerdict verdict, boolean taken) {
        (taken ? upgraded : tooLate).increment();
    }

    @Override
    public void lateVerdictLost(Throwable reason) {
        lost.increment();
        LOG.atWarn()
                .addKeyValue("error", reason.getClass().getSimpleName())
                .log("a late verdict could not be stored; reconciling will ask again");
    }
}
