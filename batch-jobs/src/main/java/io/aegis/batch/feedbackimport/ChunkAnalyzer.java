package io.aegis.batch.feedbackimport;

import io.aegis.db.feedback.Repeated;
import io.aegis.db.imports.ImportChunk;
import io.aegis.db.imports.Reject;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes of records what posting them without an LLM would have made: sanitised, hashed, analysed by the rules. Thread-safe
 * when its parts are.
 *
 * @param heuristic the rules
 * @param ids new UUIDv7s
 * @param clock tells when a row is received
 */
record ChunkAnalyzer(HeuristicAnalyzer heuristic, Supplier<UUID> ids, Clock clock) {

    /** Analyses a chunk; equal texts become one. */
    ImportChunk analyze(RawChunk chunk, Columns columns) {
        RowReader reader = new RowReader(columns);
        Instant now = clock.instant();
        Map<ContentHash, NewFeedback> first =
                LinkedHashMap.newLinkedHashMap(chunk.records().size());
        Map<ContentHash, List<Metadata>> again = new LinkedHashMap<>();
        List<Reject> rejects = new ArrayList<>();
        for (RawRecord record : chunk.records()) {
            try {
                Submitted submitted = reader.read(record);
                FeedbackText text = sanitised(submitted.raw());
                ContentHash hash = ContentHash.of(text);
                if (first.containsKey(hash)) {
                    again.computeIfAbsent(hash, _ -> new ArrayList<>()).add(submitted.metadata());
                } else {
                    first.put(hash, judged(submitted, text, hash, now));
                }
            } catch (RowException e) {
                rejects.add(new Reject(record.line(), e.reason(), e.content()));
            }
        }
        List<Repeated> texts = first.values().stream()
                .map(feedback -> new Repeated(feedback, again.getOrDefault(feedback.hash(), List.of())))
                .toList();
        return new ImportChunk(chunk.start(), chunk.end(), texts, rejects);
    }

    private NewFeedback judged(Submitted submitted, FeedbackText text, ContentHash hash, Instant now) {
        HeuristicAnalysis analysis = heuristic.analyze(text);
        MergedVerdict merged = MergedVerdict.of(analysis);
        return new NewFeedback(
                ids.get(),
                hash,
                submitted.raw(),
                text,
                merged.analysis(),
                analysis,
                Optional.empty(),
                merged.reviewReasons(),
                submitted.metadata(),
                now);
    }

    private static FeedbackText sanitised(String raw) throws RowException {
        try {
            return FeedbackText.of(raw);
        } catch (FeedbackTextException e) {
            throw new RowException(
                    "the text must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                            + " characters once markup and white space are cleaned up, but has " + e.length(),
                    raw);
        }
    }
}
