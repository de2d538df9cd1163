/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.TokenUsage;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.Upgrade;
import io.aegis.vader.VaderScores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Feedback to store. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    public static final Labels BILLING = new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), false);

    private Samples() {}

    /** Not urgent, heuristic only, nothing special. */
    public static NewFeedback feedback(String text) {
        return feedback(text, BILLING, NOON);
    }

    /** The id of a row that is stored, and of which nobody is told. */
    public static UUID stored(TestSchema schema, String text) throws DatabaseUnavailableException {
        NewFeedback row = feedback(text);
        new MariaDbFeedbackStore(
                        schema.database(),
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        UuidCreator::getTimeOrderedEpoch,
                        Clock.systemUTC())
                .store(row, TestSchema.ample());
        return row.id();
    }

    public static NewFeedback feedback(String text, Labels labels, Instant createdAt) {
        FeedbackText clean = FeedbackText.of(text);
        return new NewFeedback(
                UuidCreator.getTimeOrderedEpoch(),
                ContentHash.of(clean),
                text,
                clean,
                new Analysis(labels, Priority.MEDIUM, 0.5, AnalysisSource.FALLBACK, Analysis.HEURISTIC_PROVIDER),
                new HeuristicAnalysis(
                        labels,
                        Priority.MEDIUM,
                        0.5,
                        new Evidence(
                                new VaderScores(0.3, 0.5, 0.2, -0.4753), -0.8, List.of("charge-twice", "no-\"reply\"")),
                        false),
                Optional.empty(),
                Set.of(),
                Metadata.NONE,
                createdAt);
    }

    /** In a language for which there are no rules. */
    public static NewFeedback unreadable(String text, String language, Instant createdAt) {
        NewFeedback f = feedback(text, new Labels(Sentiment.NEUTRAL, Set.of(Topic.GENERAL), false), createdAt);
        HeuristicAnalysis heuristic = f.heuristic();
        return new NewFeedback(
                f.id(),
                f.hash(),
                f.rawContent(),
                f.text(),
                f.analysis(),
                new HeuristicAnalysis(
                        heuristic.labels(),
                        heuristic.priority(),
                        0.2,
                        new Evidence(heuristic.evidence().vader(), 0, List.of(), language, false),
                        false),
                f.verdict(),
                Set.of(ReviewReason.LANGUAGE),
                f.metadata(),
                f.createdAt());
    }

    public static NewFeedback with(NewFeedback f, Metadata metadata) {
        return new NewFeedback(
                f.id(),
                f.hash(),
                f.rawContent(),
                f.text(),
                f.analysis(),
                f.heuristic(),
                f.verdict(),
                f.reviewReasons(),
                metadata,
                f.createdAt());
    }

    public static NewFeedback with(NewFeedback f, Set<ReviewReason> reasons) {
        return new NewFeedback(
                f.id(),
                f.hash(),
                f.rawContent(),
                f.text(),
                f.analysis(),
                f.heuristic(),
                f.verdict(),
                reasons,
                f.metadata(),
                f.createdAt());
    }

    /** The LLM answered in time. */
    public static NewFeedback answered(NewFeedback f, LlmVerdict verdict) {
        return new NewFeedback(
                f.id(),
                f.hash(),
                f.rawContent(),
                f.text(),
                analysis(verdict),
                f.heuristic(),
                Optional.of(verdict),
                f.reviewReasons(),
                f.metadata(),
                f.createdAt());
    }

    public static LlmVerdict verdict(Labels labels) {
        return new LlmVerdict(
                labels, 0.9, "openai:gpt-4o-mini", 3, Duration.ofMillis(345), new TokenUsage(200, 30), 48);
    }

    public static Upgrade upgrade(UUID id, Labels labels, Set<ReviewReason> reasons) {
        LlmVerdict verdict = verdict(labels);
        return new Upgrade(id, analysis(verdict), verdict, reasons);
    }

    private static Analysis analysis(LlmVerdict verdict) {
        return new Analysis(
                verdict.labels(), Priority.HIGH, verdict.confidence(), AnalysisSource.AI, verdict.provider());
    }
}
