package io.aegis.db.feedback;

import io.aegis.db.Parameters;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.storage.NewFeedback;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One entry of the audit trail, {@code analysis}.
 *
 * @param feedback the row that it is about
 * @param id of the entry
 * @param lane HEURISTIC or LLM
 * @param provider as {@link Analysis#provider()}
 * @param labels as given
 * @param confidence as given
 * @param verdict the LLM's account of its call; empty for the heuristic
 * @param applied whether the row took the labels
 * @param createdAt when it was given
 */
record AnalysisRow(
        UUID feedback,
        UUID id,
        String lane,
        String provider,
        Labels labels,
        double confidence,
        Optional<LlmVerdict> verdict,
        boolean applied,
        Instant createdAt) {

    private static final String INSERT = """
            INSERT INTO analysis (feedback_id, id, lane, provider, sentiment, topics, is_urgent, confidence, applied,
              created_at, prompt_version, latency_us, input_tokens, output_tokens, cost_micro_usd)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String APPLIED = "SELECT applied FROM analysis WHERE feedback_id = ? AND id = ?";

    static AnalysisRow ofHeuristic(UUID id, NewFeedback feedback) {
        HeuristicAnalysis heuristic = feedback.heuristic();
        return new AnalysisRow(
                feedback.id(),
                id,
                "HEURISTIC",
                Analysis.HEURISTIC_PROVIDER,
                heuristic.labels(),
                heuristic.confidence(),
                Optional.empty(),
                feedback.analysis().source() == AnalysisSource.FALLBACK,
                feedback.createdAt());
    }

    static AnalysisRow ofLlm(UUID feedback, UUID id, LlmVerdict verdict, boolean applied, Instant createdAt) {
        return new AnalysisRow(
                feedback,
                id,
                "LLM",
                verdict.provider(),
                verdict.labels(),
                verdict.confidence(),
                Optional.of(verdict),
                applied,
                createdAt);
    }

    /** Inserts entries of rows that are new. */
    static void insert(Session session, List<AnalysisRow> rows) throws SQLException {
        session.insertEach(INSERT, rows, (parameters, row) -> row.bind(parameters));
    }

    /**
     * Inserts this entry.
     *
     * @return false when it is there already
     */
    boolean insert(Session session) throws SQLException {
        return session.insert(INSERT, this::bind);
    }

    /** Whether the row took the labels of an entry; false when there is no such entry. */
    static boolean applied(Session session, UUID feedback, UUID id) throws SQLException {
        return session.first(APPLIED, parameters -> parameters.add(feedback).add(id), Row::truth)
                .orElse(false);
    }

    private void bind(Parameters parameters) throws SQLException {
        parameters
                .add(feedback)
                .add(id)
                .add(lane)
                .add(provider)
                .add(labels.sentiment())
                .addBits(labels.topics())
                .add(labels.urgent())
                .add(confidence)
                .add(applied)
                .add(createdAt);
        if (verdict.isPresent()) {
            LlmVerdict llm = verdict.get();
            parameters
                    .add(llm.promptVersion())
                    .add(TimeUnit.NANOSECONDS.toMicros(llm.latency().toNanos()))
                    .add(llm.usage().input())
                    .add(llm.usage().output())
                    .add(llm.costMicroUsd());
        } else {
            parameters.addNull().addNull().addNull().addNull().addNull();
        }
    }
}
