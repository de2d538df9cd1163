/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.TokenUsage;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of feedback as the online application stores them. */
final class Rows {

    private static final HeuristicAnalyzer HEURISTIC =
            HeuristicLane.load(Optional.empty()).analyzer();

    private final MariaDbFeedbackStore store;

    Rows(TestDatabase database) {
        this.store = new MariaDbFeedbackStore(
                database.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
    }

    /** A row that the heuristic labelled. */
    UUID fallback(String text) throws Exception {
        HeuristicAnalysis heuristic = HEURISTIC.analyze(FeedbackText.of(text));
        MergedVerdict merged = MergedVerdict.of(heuristic);
        return store(text, merged.analysis(), heuristic, Optional.empty());
    }

    List<UUID> fallbacks(int count) throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(fallback("I love the new invoice, number " + i));
        }
        return ids;
    }

    /** A row that the LLM labelled, about which no review was opened. */
    UUID answered(String text, Labels labels) throws Exception {
        LlmVerdict verdict =
                new LlmVerdict(labels, 0.9, "openai:ok", 1, Duration.ofMillis(100), new TokenUsage(100, 20), 10);
        return store(
                text,
                new Analysis(labels, Priority.LOW, 0.9, AnalysisSource.AI, "openai:ok"),
                HEURISTIC.analyze(FeedbackText.of(text)),
                Optional.of(verdict));
    }

    private UUID store(String text, Analysis analysis, HeuristicAnalysis heuristic, Optional<LlmVerdict> verdict)
            throws Exception {
        FeedbackText clean = FeedbackText.of(text);
        return store.store(
                        new NewFeedback(
                                UuidCreator.getTimeOrderedEpoch(),
                                ContentHash.of(clean),
                                text,
                                clean,
                                analysis,
                                heuristic,
                                verdict,
                                java.util.Set.of(),
                                Metadata.NONE,
                                Instant.now()),
                        TestDatabase.ample())
                .row()
                .id();
    }
}
