/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.failure.TypeModel;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.policy.FailureQuestions;
import io.aegis.policy.PolicyGate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** Judges whether a system fails, and asks the policy about what to do. Thread-safe. */
final class FailureScoring {

    /** For reading history, within a request; what takes longer is judged without. */
    private static final Duration HISTORY = Duration.ofMillis(1_500);

    private final FailureDetector detector;
    private final MetricHistoryCache minutes;
    private final LogTemplateWriter logs;
    private final SeriesMemory memory;
    private final RecentCalls calls;
    private final Supplier<TypeModel> types;
    private final PolicyGate policy;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * Judges by these.
     *
     * @param detector finds failures
     * @param minutes the past of metrics
     * @param logs the past of logs
     * @param memory learns samples, by which anomalies are judged too, and tells the past of metrics of them
     * @param calls between services that were measured
     * @param types the trained model of kinds of failure that is in use now
     * @param policy decides what may be recommended
     * @param ids new UUIDv7s
     * @param clock says when a prediction is made
     * @param ticker measures how long reading history may take
     */
    FailureScoring(
            FailureDetector detector,
            MetricHistoryCache minutes,
            LogTemplateWriter logs,
            SeriesMemory memory,
            RecentCalls calls,
            Supplier<TypeModel> types,
            PolicyGate policy,
            Supplier<UUID> ids,
            InstantSource clock,
            Ticker ticker) {
        this.detector = detector;
        this.minutes = minutes;
        this.logs = logs;
        this.memory = memory;
        this.calls = calls;
        this.types = types;
        this.policy = policy;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Judges, and learns what was sent. */
    FailureFinding judge(Observations observed) throws InterruptedException {
        return judge(observed, ids.get());
    }

    /** The same, under an id of the caller's. */
    FailureFinding judge(Observations observed, UUID id) throws InterruptedException {
        Deadline deadline = Deadline.after(ticker, HISTORY);
        Instant newest = observed.newest().orElseGet(clock::instant);
        boolean known = minutes.prepare(observed.samples().keySet(), newest, deadline);
        FailureVerdict verdict =
                detector.judge(observed.with(calls.until(newest)), newest, minutes, logs.history(), types.get());
        memory.learn(observed.samples(), deadline);
        return new FailureFinding(
                id,
                clock.instant(),
                verdict,
                policy.decide(FailureQuestions.about(verdict, observed.samples().keySet())),
                known);
    }
}
