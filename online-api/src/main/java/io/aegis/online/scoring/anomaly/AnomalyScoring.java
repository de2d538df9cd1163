/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.policy.PolicyDecision;
import io.aegis.policy.PolicyGate;
import io.aegis.policy.PolicyQuestion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Judges samples: scores, severity, action. Thread-safe. */
public final class AnomalyScoring {

    /** For reading history, within a request; series whose history takes longer are judged without. */
    private static final Duration HISTORY = Duration.ofMillis(1_500);

    /** Confidence is measured by the distance to the threshold, which needs room on either side. */
    private static final double MOST_DISTANT = 0.999;

    /** Multiples of the least effect from which the size leaves no doubt. */
    private static final double CLEAR = 3;

    private final SeriesMemory memory;
    private final Combinations combinations;
    private final RecentScores recent;
    private final MaintenanceSuppression silence;
    private final PolicyGate policy;
    private final double threshold;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;
    private final List<Consumer<AnomalyFinding>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Judges by these.
     *
     * @param memory of the series
     * @param combinations judges services by trained models
     * @param recent is told what was found
     * @param maintenance says what alerts nobody
     * @param policy decides what may be recommended
     * @param threshold scores from here are anomalies
     * @param ids new UUIDv7s
     * @param clock says when a prediction is made
     * @param ticker measures how long reading history may take
     */
    public AnomalyScoring(
            SeriesMemory memory,
            Combinations combinations,
            RecentScores recent,
            MaintenanceCalendar maintenance,
            PolicyGate policy,
            double threshold,
            Supplier<UUID> ids,
            InstantSource clock,
            Ticker ticker) {
        this.memory = memory;
        this.combinations = combinations;
        this.recent = recent;
        this.silence = new MaintenanceSuppression(maintenance);
        this.policy = policy;
        this.threshold = threshold;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Tells somebody of whatever is found, on the thread that judges: it must be quick. */
    public void listen(Consumer<AnomalyFinding> listener) {
        listeners.add(listener);
    }

    /**
     * Judges samples, and learns them.
     *
     * @param sent samples of at least one series, at least one of each
     * @param warmup samples of the warm-up of those series that are new
     */
    public AnomalyFinding score(Map<Series, List<Measurement>> sent, OptionalInt warmup) throws InterruptedException {
        Map<Series, List<Measurement>> samples = memory.known(sent);
        Combinations.Together together =
                combinations.judge(samples, memory.judge(samples, warmup, Deadline.after(ticker, HISTORY)));
        List<SeriesFinding> findings = new ArrayList<>(samples.size());
        together.verdicts()
                .forEach((series, verdicts) -> findings.add(SeriesFinding.of(
                        series,
                        samples.getOrDefault(series, List.of()),
                        silence.over(series, samples.getOrDefault(series, List.of()), verdicts),
                        series.service()
                                .flatMap(service -> Optional.ofNullable(
                                        together.modelByService().get(service))),
                        threshold)));
        findings.sort(SeriesFinding.LOUDEST_FIRST);
        findings.forEach(recent::note);
        SeriesFinding loudest = findings.getFirst();
        SeriesFinding telling =
                findings.stream().filter(SeriesFinding::alert).findFirst().orElse(loudest);
        Severity severity = findings.stream()
                .map(SeriesFinding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.LOW);
        double confidence = confidence(telling);
        AnomalyFinding finding = new AnomalyFinding(
                ids.get(),
                clock.instant(),
                List.copyOf(findings),
                together.combinations(),
                threshold,
                findings.stream().anyMatch(SeriesFinding::anomaly),
                severity,
                confidence,
                decide(telling, severity, confidence));
        listeners.forEach(listener -> listener.accept(finding));
        return finding;
    }

    /** That of the verdict, and less the closer the effect is to the least one. */
    private double confidence(SeriesFinding telling) {
        double own = telling.toldVerdict().confidence(Math.clamp(threshold, 1 - MOST_DISTANT, MOST_DISTANT));
        AlertDecision decision = telling.decision();
        if (!telling.alert() || decision.leastEffect() <= 0) {
            return own;
        }
        double size = Math.clamp(decision.effect() / (CLEAR * decision.leastEffect()), 1 / CLEAR, 1);
        return 0.5 + (own - 0.5) * size;
    }

    /** An action is proposed when the alert begins, not as long as it goes on. */
    private PolicyDecision decide(SeriesFinding telling, Severity severity, double confidence)
            throws InterruptedException {
        return policy.decide(new PolicyQuestion(
                telling.decision().begins() ? Proposals.of(telling) : RemediationAction.NO_ACTION,
                PolicyQuestion.Kind.ANOMALY,
                severity,
                telling.score(),
                confidence,
                telling.series().service().stream().toList(),
                telling.series().labels(),
                Optional.empty()));
    }

    /** A finding as it is stored; one with which an alert begins is detected, though the score of its first moment was given before. */
    public static Prediction prediction(AnomalyFinding finding) {
        return prediction(finding, finding.anomaly() || finding.news());
    }

    /** A finding with which somebody is told of an alert. */
    public static Prediction told(AnomalyFinding finding) {
        return prediction(finding, true);
    }

    private static Prediction prediction(AnomalyFinding finding, boolean detected) {
        var verdict = finding.decision().verdict();
        return new Prediction(
                finding.id(),
                PredictionKind.ANOMALY,
                finding.at(),
                detected,
                finding.score(),
                finding.confidence(),
                finding.severity(),
                Optional.empty(),
                Stream.of(finding.decision().recommended()).toList(),
                finding.models(),
                new PolicyOutcome(verdict.asked(), verdict.allowed(), verdict.decisionId(), verdict.reason()),
                AnomalyJson.stored(finding));
    }
}
