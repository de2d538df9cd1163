/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import io.aegis.csv.CsvWriter;
import io.aegis.db.feedback.Page;
import io.aegis.db.reviews.Review;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.deadline.Deadline;
import io.aegis.online.http.Response;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        return export(
                "reviews.csv",
                filter,
                ReviewCsv.REVIEWS,
                review -> Optional.of(withTopics(ReviewCsv.review(review), review)));
    }

    /** What was decided, as labelled data. */
    Response labels() throws DatabaseUnavailableException {
        return export(
                "labels.csv",
                new ReviewQueries.Filter(true, Optional.empty()),
                ReviewCsv.LABELS,
                review -> review.answer().map(answer -> withTopics(ReviewCsv.label(review, answer), review)));
    }

    private List<String> withTopics(List<String> cells, Review review) {
        List<String> all = new ArrayList<>(cells);
        all.add(String.join("|", topics.names(review.row().ownTopics())));
        return all;
    }

    /** The first page is read before anything is sent, so that a database that is away is an honest 503. */
    private Response export(
            String file,
            ReviewQueries.Filter filter,
            List<String> head,
            Function<Review, Optional<List<String>>> record)
            throws DatabaseUnavailableException {
        Page<Review> first = page(filter, Optional.empty());
        return Response.streamed(CsvWriter.MEDIA_TYPE, out -> write(out, filter, head, record, first))
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private void write(
            OutputStream out,
            ReviewQueries.Filter filter,
            List<String> head,
            Function<Review, Optional<List<String>>> record,
            Page<Review> first)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CsvWriter csv = new CsvWriter(text);
        csv.record(head);
        Page<Review> page = first;
        while (true) {
            for (Review review : page.items()) {
                Optional<List<String>> cells = record.apply(review);
                if (cells.isPresent()) {
                    csv.record(cells.get());
                }
            }
            if (page.nextCursor().isEmpty()) {
                break;
            }
            page = next(filter, page.nextCursor());
        }
        text.flush();
    }

    private Page<Review> next(ReviewQueries.Filter filter, Optional<String> cursor) throws IOException {
        try {
            return page(filter, cursor);
        } catch (DatabaseUnavailableException e) {
            throw new IOException("the database went away while reviews were exported", e);
        }
    }

    private Page<Review> page(ReviewQueries.Filter filter, Optional<String> cursor)
            throws DatabaseUnavailableException {
        return queries.list(filter, ReviewQueries.MAX_LIMIT, cursor, deadlines.get());
    }
}
