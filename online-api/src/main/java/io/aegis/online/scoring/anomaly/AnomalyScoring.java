package io.aegis.online.scoring.anomaly;

import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.series.Measurement;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.online.policy.PolicyDecision;
import io.aegis.online.policy.PolicyGate;
import io.aegis.online.policy.PolicyQuestion;
import io.aegis.online.scoring.memory.SeriesMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Judges samples: scores, severity, action. Thread-safe. */
public final class AnomalyScoring {

    /** For reading history, within a request; series whose history takes longer are judged without. */
    private static final Duration HISTORY = Duration.ofMillis(1_500);

    /** Confidence is measured by the distance to the threshold, which needs room on either side. */
    private static final double MOST_DISTANT = 0.999;

    private final SeriesMemory memory;
    private final Combinations combinations;
    private final RecentScores recent;
    private final PolicyGate policy;
    private final double threshold;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * Judges by these.
     *
     * @param memory of the series
     * @param combinations judges services by trained models
     * @param recent is told what was found
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
            PolicyGate policy,
            double threshold,
            Supplier<UUID> ids,
            InstantSource clock,
            Ticker ticker) {
        this.memory = memory;
        this.combinations = combinations;
        this.recent = recent;
        this.policy = policy;
        this.threshold = threshold;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Judges samples, and learns them.
     *
     * @param samples of at least one series, at least one of each
     * @param warmup samples of the warm-up of those series that are new
     */
    public AnomalyFinding score(Map<Series, List<Measurement>> samples, OptionalInt warmup)
            throws InterruptedException {
        Combinations.Together together =
                combinations.judge(samples, memory.judge(samples, warmup, Deadline.after(ticker, HISTORY)));
        List<SeriesFinding> findings = new ArrayList<>(samples.size());
        together.verdicts()
                .forEach((series, verdicts) -> findings.add(SeriesFinding.of(
                        series,
                        samples.getOrDefault(series, List.of()),
                        verdicts,
                        series.service()
                                .flatMap(service -> Optional.ofNullable(
                                        together.modelByService().get(service))),
                        threshold)));
        findings.sort(SeriesFinding.LOUDEST_FIRST);
        findings.forEach(recent::note);
        SeriesFinding loudest = findings.getFirst();
        double standing =
                findings.stream().mapToDouble(SeriesFinding::standingScore).reduce(0.0, Math::max);
        boolean anomaly = loudest.score() >= threshold;
        Severity severity = Severity.of(standing);
        double confidence = loudest.verdict().confidence(Math.clamp(threshold, 1 - MOST_DISTANT, MOST_DISTANT));
        return new AnomalyFinding(
                ids.get(),
                clock.instant(),
                List.copyOf(findings),
                together.combinations(),
                threshold,
                anomaly,
                severity,
                confidence,
                decide(loudest, anomaly, severity, confidence));
    }

    private PolicyDecision decide(SeriesFinding loudest, boolean anomaly, Severity severity, double confidence)
            throws InterruptedException {
        return policy.decide(new PolicyQuestion(
                anomaly ? Proposals.of(loudest) : RemediationAction.NO_ACTION,
                PolicyQuestion.Kind.ANOMALY,
                severity,
                loudest.score(),
                confidence,
                loudest.series().service().stream().toList(),
                loudest.series().labels(),
                Optional.empty()));
    }

    /** A finding as it is stored. */
    public static Prediction prediction(AnomalyFinding finding) {
        var verdict = finding.decision().verdict();
        return new Prediction(
                finding.id(),
                PredictionKind.ANOMALY,
                finding.at(),
                finding.anomaly(),
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
