/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.stats;

import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.topics.RowDestination;
import java.util.Map;
import java.util.SortedMap;

/**
 * Rows of feedback, counted. Every word of a vocabulary is in its map, with 0 if need be.
 *
 * @param total all rows
 * @param urgent rows that are urgent
 * @param urgentOpen those of them that nobody has resolved
 * @param needsReview rows with an open review
 * @param duplicatesSaved submissions beyond the first of each text
 * @param byStatus rows by status
 * @param bySource rows by source of their labels
 * @param bySentiment rows by sentiment
 * @param byDestination rows by what decides on their department; where none goes is not in it
 * @param byTopic rows by topic; a row with several topics counts for each
 * @param byOwnTopic rows by the number of a topic that an operator made; those that no row carries are not in it
 */
public record FeedbackCounts(
        long total,
        long urgent,
        long urgentOpen,
        long needsReview,
        long duplicatesSaved,
        Map<Status, Long> byStatus,
        Map<AnalysisSource, Long> bySource,
        Map<Sentiment, Long> bySentiment,
        Map<RowDestination, Long> byDestination,
        Map<Topic, Long> byTopic,
        SortedMap<Integer, Long> byOwnTopic) {

    /** Rows that carry the heuristic's labels. */
    public long fallback() {
        return bySource.getOrDefault(AnalysisSource.FALLBACK, 0L);
    }

    /** Share of such rows, 0..1; 0 without rows. */
    public double fallbackRate() {
        return total == 0 ? 0 : (double) fallback() / total;
    }
}
