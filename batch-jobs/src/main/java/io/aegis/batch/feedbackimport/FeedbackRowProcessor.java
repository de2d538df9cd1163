package io.aegis.batch.feedbackimport;

import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Makes of a record what posting it without an LLM would have made: sanitised, hashed, analysed by the rules. Used by one
 * thread.
 */
final class FeedbackRowProcessor implements ItemProcessor<RawRecord, NewFeedback> {

    private final RowReader rows;
    private final HeuristicAnalyzer heuristic;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /**
     * A processor of the records of a file.
     *
     * @param ids new UUIDv7s
     * @param clock tells when a row is received
     */
    FeedbackRowProcessor(Columns columns, HeuristicAnalyzer heuristic, Supplier<UUID> ids, Clock clock) {
        this.rows = new RowReader(columns);
        this.heuristic = heuristic;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Processes a record.
     *
     * @throws RowException when it is no feedback
     */
    @Override
    public NewFeedback process(RawRecord record) throws RowException {
        Submitted submitted = rows.read(record);
        FeedbackText text = sanitised(record, submitted.raw());
        HeuristicAnalysis analysis = heuristic.analyze(text);
        MergedVerdict merged = MergedVerdict.of(analysis);
        return new NewFeedback(
                ids.get(),
                ContentHash.of(text),
                submitted.raw(),
                text,
                merged.analysis(),
                analysis,
                Optional.empty(),
                merged.reviewReasons(),
                submitted.metadata(),
                clock.instant());
    }

    private static FeedbackText sanitised(RawRecord record, String raw) throws RowException {
        try {
            return FeedbackText.of(raw);
        } catch (FeedbackTextException e) {
            throw new RowException(
                    record,
                    "the text must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                            + " characters once markup and white space are cleaned up, but has " + e.length(),
                    raw);
        }
    }
}
