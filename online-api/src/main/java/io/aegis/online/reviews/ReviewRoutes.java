/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.reviews.Review;
import io.aegis.db.reviews.ReviewDecision;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /admin/reviews}: what to review, and what people decide, of other feedback too. */
public final class ReviewRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 128;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Choices<ReviewReason> REASONS = Choices.of(ReviewReason.class, ReviewReason::label);
    private static final Choices<ReviewDecision> DECISIONS = Choices.of(ReviewDecision.class, ReviewDecision::label);
    private static final Choices<Sentiment> SENTIMENTS = Choices.of(Sentiment.class, Sentiment::name);
    private static final Choices<Topic> TOPICS = Choices.of(Topic.class, Topic::label);

    private enum State {
        OPEN,
        DECIDED
    }

    private static final Choices<State> STATES =
            Choices.of(State.class, state -> state == State.OPEN ? "open" : "decided");

    private final ReviewQueries queries;
    private final Reviewer reviewer;
    private final CurrentOwnTopics topics;
    private final Ticker ticker;

    /**
     * Routes for reviewers.
     *
     * @param queries read
     * @param store keeps decisions
     * @param heuristic says how urgent decided labels are
     * @param topics the names of those that operators made
     * @param ticker measures how long either may take
     */
    public ReviewRoutes(
            ReviewQueries queries,
            ReviewStore store,
            HeuristicAnalyzer heuristic,
            CurrentOwnTopics topics,
            Ticker ticker) {
        this.queries = queries;
        this.reviewer = new Reviewer(queries, store, heuristic);
        this.topics = topics;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        ReviewExport export = new ReviewExport(queries, topics, this::deadline);
        table.get("/admin/reviews", admin, this::list)
                .get("/admin/reviews/csv", admin, ReviewExport.CSV, request -> export.reviews(filter(request)))
                .get("/admin/reviews/{id}", admin, this::one)
                .post("/admin/reviews/{id}", admin, this::decide)
                .get("/admin/labels.csv", admin, ReviewExport.CSV, _ -> export.labels());
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        ReviewQueries.Filter filter = filter(query);
        int limit = query.integer("limit", 1, ReviewQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = query.text("cursor", LONGEST_CURSOR);
        query.refuseIfWrong();
        try {
            Page<Review> page = queries.list(filter, limit, cursor, deadline());
            return Response.ok(Pages.of(page.items(), page.nextCursor(), review -> ReviewJson.of(review, topics)));
        } catch (BadCursorException e) {
            throw ProblemException.invalid("cursor", "must be the next_cursor of the page before");
        }
    }

    private static ReviewQueries.Filter filter(Request request) {
        QueryParameters query = request.query();
        ReviewQueries.Filter filter = filter(query);
        query.refuseIfWrong();
        return filter;
    }

    private static ReviewQueries.Filter filter(QueryParameters query) {
        boolean decided = query.choice("status", STATES).orElse(State.OPEN) == State.DECIDED;
        return new ReviewQueries.Filter(decided, query.choice("reason", REASONS));
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        return Response.ok(ReviewJson.of(reviewer.find(id(request), deadline()), topics));
    }

    private Response decide(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        Reviewer.Decision decision = decision(request.json());
        Caller by = request.caller().orElseThrow(ProblemException::unauthorised);
        return Response.ok(ReviewJson.of(reviewer.decide(id, decision, by, deadline()), topics));
    }

    private static Reviewer.Decision decision(JsonBody body) {
        body.require("decision");
        Optional<ReviewDecision> choice = body.choice("decision", DECISIONS);
        Optional<Sentiment> sentiment = body.choice("sentiment", SENTIMENTS);
        Optional<List<Topic>> topics = body.choices("topics", TOPICS);
        Optional<Boolean> urgent = body.bool("is_urgent");
        Optional<String> note = body.text("note", ReviewStore.MAX_NOTE).filter(text -> !text.isBlank());
        Optional<Long> version = body.integer("version", 0, Long.MAX_VALUE);
        if (topics.filter(List::isEmpty).isPresent()) {
            body.wrong("topics", "must name at least one topic");
        }
        body.refuseNull("version");
        // What is given and wrong has been told already.
        boolean own = body.has("sentiment") || body.has("topics") || body.has("is_urgent");
        if (choice.isPresent() && (choice.get() == ReviewDecision.CUSTOM) != own) {
            body.wrong(
                    "decision",
                    own
                            ? "must be custom when sentiment, topics or is_urgent are given"
                            : "custom needs sentiment, topics or is_urgent");
        }
        body.refuseIfWrong();
        return new Reviewer.Decision(choice.orElseThrow(), sentiment, topics, urgent, note, version);
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private static UUID id(Request request) {
        return request.pathId("id").orElseThrow(ReviewRoutes::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no review with this id.");
    }
}
