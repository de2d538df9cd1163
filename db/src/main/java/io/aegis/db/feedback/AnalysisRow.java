/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.UniqueKey;
import io.aegis.db.Utc;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.storage.NewFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

    private static final MultiRowInsert INSERT = new MultiRowInsert("""
            INSERT INTO analysis (feedback_id, id, lane, provider, sentiment, topics, is_urgent, confidence, applied,
              created_at, prompt_version, latency_us, input_tokens, output_tokens, cost_micro_usd)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");

    private static final int COLUMNS = 15;
    private static final int LLM_COLUMNS = 5;

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
                feedback.analysis().source() == AnalysisSource.FALLBACK && !feedback.learned(),
                feedback.createdAt());
    }

    /** Of feedback on which what was learned decided. */
    static AnalysisRow ofLearned(UUID id, NewFeedback feedback) {
        return new AnalysisRow(
                feedback.id(),
                id,
                "HEURISTIC",
                feedback.analysis().provider(),
                feedback.analysis().labels(),
                feedback.analysis().confidence(),
                Optional.empty(),
                true,
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
    static void insert(DbExecute execute, List<AnalysisRow> rows) {
        INSERT.insert(execute, rows, AnalysisRow::parameters);
    }

    /**
     * Inserts this entry.
     *
     * @return false when it is there already
     */
    boolean insert(DbExecute execute) {
        return UniqueKey.inserted(() -> insert(execute, List.of(this)));
    }

    /** Whether the row took the labels of an entry; false when there is no such entry. */
    static boolean applied(DbExecute execute, UUID feedback, UUID id) {
        return execute.get(APPLIED, feedback, id)
                .map(row -> row.column("applied").get(Boolean.class))
                .orElse(false);
    }

    private List<@Nullable Object> parameters() {
        List<@Nullable Object> parameters = new ArrayList<>(COLUMNS);
        parameters.add(feedback);
        parameters.add(id);
        parameters.add(lane);
        parameters.add(provider);
        parameters.add(labels.sentiment().name());
        parameters.add(EnumBits.of(labels.topics()));
        parameters.add(labels.urgent());
        parameters.add(confidence);
        parameters.add(applied);
        parameters.add(Utc.of(createdAt));
        if (verdict.isPresent()) {
            LlmVerdict llm = verdict.get();
            parameters.add(llm.promptVersion());
            parameters.add(TimeUnit.NANOSECONDS.toMicros(llm.latency().toNanos()));
            parameters.add(llm.usage().input());
            parameters.add(llm.usage().output());
            parameters.add(llm.costMicroUsd());
        } else {
            parameters.addAll(Collections.nCopies(LLM_COLUMNS, null));
        }
        return parameters;
    }
}
