/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import io.aegis.db.reviews.Review;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.deadline.Deadline;
import io.aegis.online.http.PagedExport;
import io.aegis.online.http.Response;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reviews as files of any length, read page by page while they are sent. */
final class ReviewExport {

    /** The media type without its parameters. */
    static final String CSV = "text/csv";

    private final ReviewQueries queries;
    private final CurrentOwnTopics topics;
    private final Supplier<Deadline> deadlines;

    /**
     * Exports.
     *
     * @param topics the names of those that operators made
     * @param deadlines one for each page
     */
    ReviewExport(ReviewQueries queries, CurrentOwnTopics topics, Supplier<Deadline> deadlines) {
        this.queries = queries;
        this.topics = topics;
        this.deadlines = deadlines;
    }

    /** Reviews side by side. */
    Response reviews(ReviewQueries.Filter filter) throws DatabaseUnavailableException {
        return export("reviews.csv", filter)
                .csv(ReviewCsv.REVIEWS, review -> Optional.of(withTopics(ReviewCsv.review(review), review)));
    }

    /** What was decided, as labelled data. */
    Response labels() throws DatabaseUnavailableException {
        return export("labels.csv", new ReviewQueries.Filter(true, Optional.empty()))
                .csv(
                        ReviewCsv.LABELS,
                        review -> review.answer().map(answer -> withTopics(ReviewCsv.label(review, answer), review)));
    }

    private List<String> withTopics(List<String> cells, Review review) {
        List<String> all = new ArrayList<>(cells);
        all.add(String.join("|", topics.names(review.row().ownTopics())));
        return all;
    }

    private PagedExport<Review> export(String file, ReviewQueries.Filter filter) {
        return new PagedExport<>(
                file, cursor -> queries.list(filter, ReviewQueries.MAX_LIMIT, cursor, deadlines.get()));
    }
}
