/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import io.aegis.db.reviews.Review;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.time.Rfc3339;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reviews as records of CSV. Lists within a cell are parted by {@code |}. */
final class ReviewCsv {

    /** The head of {@code /admin/reviews/csv}. */
    static final List<String> REVIEWS = List.of(
            "review_id",
            "feedback_id",
            "created_at",
            "reasons",
            "ai_sentiment",
            "ai_topics",
            "ai_is_urgent",
            "ai_confidence",
            "ai_provider",
            "heuristic_sentiment",
            "heuristic_topics",
            "heuristic_is_urgent",
            "heuristic_confidence",
            "raw_content",
            "own_topics");

    /** The head of {@code /admin/labels.csv}. */
    static final List<String> LABELS = List.of(
            "feedback_id",
            "text",
            "sentiment",
            "topics",
            "is_urgent",
            "decision",
            "decided_at",
            "decided_by",
            "note",
            "reasons",
            "ai_sentiment",
            "ai_topics",
            "ai_is_urgent",
            "heuristic_sentiment",
            "heuristic_topics",
            "heuristic_is_urgent",
            "own_topics");

    private ReviewCsv() {}

    /** A record under {@link #REVIEWS}, without its last cell. */
    static List<String> review(Review review) {
        List<String> cells = new ArrayList<>(List.of(
                review.id().toString(),
                review.row().id().toString(),
                Rfc3339.format(review.createdAt()),
                reasons(review)));
        cells.addAll(labels(review.ai().map(Review.Verdict::labels)));
        cells.add(review.ai()
                .map(verdict -> Double.toString(verdict.confidence()))
                .orElse(""));
        cells.add(review.ai().map(Review.Verdict::provider).orElse(""));
        cells.addAll(labels(Optional.of(review.heuristic().labels())));
        cells.add(Double.toString(review.heuristic().confidence()));
        cells.add(review.row().rawContent());
        return cells;
    }

    /** A record under {@link #LABELS}, without its last cell. */
    static List<String> label(Review review, Review.Answer answer) {
        List<String> cells = new ArrayList<>(
                List.of(review.row().id().toString(), review.row().cleanContent()));
        cells.addAll(labels(Optional.of(answer.labels())));
        cells.addAll(List.of(
                answer.decision().label(),
                Rfc3339.format(answer.at()),
                answer.by(),
                answer.note().orElse(""),
                reasons(review)));
        cells.addAll(labels(review.ai().map(Review.Verdict::labels)));
        cells.addAll(labels(Optional.of(review.heuristic().labels())));
        return cells;
    }

    private static String reasons(Review review) {
        return review.reasons().stream().sorted().map(ReviewReason::label).collect(Collectors.joining("|"));
    }

    private static List<String> labels(Optional<Labels> labels) {
        return labels.map(known -> List.of(
                        known.sentiment().name(),
                        known.topics().stream().map(Topic::label).collect(Collectors.joining("|")),
                        Boolean.toString(known.urgent())))
                .orElse(List.of("", "", ""));
    }
}
