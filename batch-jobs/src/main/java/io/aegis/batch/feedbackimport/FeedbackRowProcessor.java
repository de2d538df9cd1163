/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.feedbackfile.FeedbackRowReader;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.feedbackfile.RowOutcome;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Makes of a record what posting it without an LLM would have made: sanitised, hashed, analysed by the rules. Used by one
 * thread.
 */
final class FeedbackRowProcessor implements ItemProcessor<FileRecord, NewFeedback> {

    private final FeedbackRowReader rows;
    private final HeuristicAnalyzer heuristic;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private int empty;

    /**
     * A processor of the records of a file.
     *
     * @param head how it is to be read
     * @param ids new UUIDv7s
     * @param clock tells when a row is received
     */
    FeedbackRowProcessor(FileHead head, HeuristicAnalyzer heuristic, Supplier<UUID> ids, Clock clock) {
        this.rows = new FeedbackRowReader(head.layout());
        this.heuristic = heuristic;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Processes a record.
     *
     * @return what is stored; nothing for a record of separators only, which is counted
     * @throws RowException when it is no feedback
     */
    @Override
    public @Nullable NewFeedback process(FileRecord record) throws RowException {
        return switch (rows.read(record)) {
            case RowOutcome.Submitted submitted -> judged(record, submitted);
            case RowOutcome.Rejected rejected ->
                throw new RowException(record.line(), rejected.reason(), rejected.content());
            case RowOutcome.Empty _ -> {
                empty++;
                yield null;
            }
        };
    }

    /** Records of separators only since this was asked last. */
    int takeEmpty() {
        int count = empty;
        empty = 0;
        return count;
    }

    private NewFeedback judged(FileRecord record, RowOutcome.Submitted submitted) throws RowException {
        FeedbackText text = sanitised(record, submitted.text());
        HeuristicAnalysis analysis = heuristic.analyze(text);
        MergedVerdict merged = MergedVerdict.of(analysis);
        return new NewFeedback(
                ids.get(),
                ContentHash.of(text),
                submitted.text(),
                text,
                merged.analysis(),
                analysis,
                Optional.empty(),
                merged.reviewReasons(),
                submitted.metadata(),
                clock.instant());
    }

    private static FeedbackText sanitised(FileRecord record, String raw) throws RowException {
        try {
            return FeedbackText.of(raw);
        } catch (FeedbackTextException e) {
            throw new RowException(
                    record.line(),
                    "the text must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                            + " characters once markup and white space are cleaned up, but has " + e.length(),
                    raw);
        }
    }
}
