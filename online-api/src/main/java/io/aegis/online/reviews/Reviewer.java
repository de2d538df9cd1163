/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import io.aegis.db.keys.Caller;
import io.aegis.db.reviews.Review;
import io.aegis.db.reviews.ReviewDecision;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.db.reviews.ReviewStore.Resolution;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.problem.ProblemException;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes people's decisions: reads the review, makes labels of the decision, and writes them if nothing has changed meanwhile. Thread-safe. */
final class Reviewer {

    private static final int ATTEMPTS = 5;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ReviewQueries queries;
    private final ReviewStore store;
    private final HeuristicAnalyzer heuristic;

    Reviewer(ReviewQueries queries, ReviewStore store, HeuristicAnalyzer heuristic) {
        this.queries = queries;
        this.store = store;
        this.heuristic = heuristic;
    }

    /**
     * What a person sends.
     *
     * @param choice which side
     * @param sentiment of their own; the row's when empty
     * @param topics of their own; the row's when empty
     * @param urgent of their own; the row's when empty
     * @param note what they wrote
     * @param version of the row that they saw; any when empty
     */
    record Decision(
            ReviewDecision choice,
            Optional<Sentiment> sentiment,
            Optional<List<Topic>> topics,
            Optional<Boolean> urgent,
            Optional<String> note,
            Optional<Long> version) {}

    /** The review with an id, or the one of the feedback with that id, of which none needs to have been asked for. */
    Review find(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        Optional<Review> review = queries.get(id, deadline);
        return review.isPresent() ? review.get() : queries.unasked(id, deadline).orElseThrow(Reviewer::notFound);
    }

    /**
     * Decides. The same decision again changes nothing.
     *
     * @param id of the review or of the feedback, about which nothing needs to have been asked
     * @param by who decides
     * @return the review as it is now
     * @throws ProblemException 404 without such a review, 409 when it was decided otherwise, when there is nothing to accept, or when
     *     the row is not as the person saw it
     */
    Review decide(UUID id, Decision decision, Caller by, Deadline deadline) throws DatabaseUnavailableException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Review review = find(id, deadline);
            Analysis analysis = analysis(review, decision);
            if (review.answer().isPresent()) {
                return decidedBefore(review, review.answer().get(), decision, analysis);
            }
            if (decision.version().isPresent()
                    && decision.version().get() != review.row().version()) {
                throw ProblemException.conflict("The feedback has changed since it was shown; look at it again.");
            }
            if (store.decide(
                    review,
                    new Resolution(decision.choice(), analysis, decision.note(), by.signature(), by.actor()),
                    deadline)) {
                return find(review.id(), deadline);
            }
        }
        throw ProblemException.unavailable("The feedback changes too often at present.", RETRY_AFTER);
    }

    private static Review decidedBefore(Review review, Review.Answer answer, Decision decision, Analysis analysis) {
        boolean same = answer.decision() == decision.choice() && answer.labels().equals(analysis.labels());
        if (!same) {
            throw ProblemException.conflict("This review was decided before, and otherwise; decisions stay.");
        }
        return review;
    }

    private Analysis analysis(Review review, Decision decision) {
        HeuristicAnalysis rules =
                heuristic.analyze(FeedbackText.ofSanitised(review.row().cleanContent()));
        return switch (decision.choice()) {
            case ACCEPT_AI -> {
                Review.Verdict ai = review.ai()
                        .orElseThrow(
                                () -> ProblemException.conflict("No LLM has given a verdict on this feedback yet."));
                yield MergedVerdict.byPerson(rules, ai.labels(), AnalysisSource.AI, ai.provider());
            }
            case ACCEPT_HEURISTIC ->
                MergedVerdict.byPerson(
                        rules,
                        review.heuristic().labels(),
                        AnalysisSource.FALLBACK,
                        review.heuristic().provider());
            case CUSTOM -> own(review, decision, rules);
        };
    }

    /** Labels of the person's own count as those of the lane that the row came from: there is no third source. */
    private static Analysis own(Review review, Decision decision, HeuristicAnalysis rules) {
        Labels now = review.row().labels();
        Labels labels = new Labels(
                decision.sentiment().orElse(now.sentiment()),
                decision.topics().<Set<Topic>>map(EnumSet::copyOf).orElse(now.topics()),
                decision.urgent().orElse(now.urgent()));
        return review.ai()
                .map(ai -> MergedVerdict.byPerson(rules, labels, AnalysisSource.AI, ai.provider()))
                .orElseGet(() -> MergedVerdict.byPerson(
                        rules,
                        labels,
                        AnalysisSource.FALLBACK,
                        review.heuristic().provider()));
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no review and no feedback with this id.");
    }
}
