/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.Page;
import io.aegis.db.feedback.PastVerdict;
import io.aegis.db.feedback.SubmissionRecord;
import io.aegis.db.keys.Role;
import io.aegis.db.triage.TriageState;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.PagedExport;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What agents do with feedback that is stored: find it, read it, resolve it, open it again. */
public final class FeedbackInbox implements Routes {

    /** The media type without its parameters. */
    private static final String CSV = "text/csv";

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 128;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final FeedbackQueries queries;
    private final FeedbackTriage triage;
    private final CurrentOwnTopics topics;
    private final FilterReader filters;
    private final Ticker ticker;

    /**
     * An inbox.
     *
     * @param queries reads
     * @param triage resolves and reopens
     * @param topics those that operators made
     * @param ticker measures how long either may take
     */
    public FeedbackInbox(FeedbackQueries queries, FeedbackTriage triage, CurrentOwnTopics topics, Ticker ticker) {
        this.queries = queries;
        this.triage = triage;
        this.topics = topics;
        this.filters = new FilterReader(topics);
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/feedback", Access.of(Role.AGENT), this::list)
                .get("/feedback/export.csv", Access.of(Role.AGENT), CSV, this::exportCsv)
                .get("/feedback/export.jsonl", Access.of(Role.AGENT), PagedExport.JSON_LINES, this::exportJsonLines)
                .get("/feedback/{id}", Access.of(Role.AGENT), this::one)
                .get("/feedback/{id}/submissions", Access.of(Role.AGENT), this::submissions)
                .get("/feedback/{id}/analyses", Access.of(Role.AGENT), this::history)
                .patch("/feedback/{id}/resolve", Access.intake(Role.AGENT), this::resolve)
                .patch("/feedback/{id}/reopen", Access.intake(Role.AGENT), this::reopen);
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        FeedbackFilter filter = filters.read(query);
        Place place = place(query);
        query.refuseIfWrong();
        Map<UUID, TriageState> states = new HashMap<>();
        return page(
                () -> {
                    Page<StoredFeedback> page = queries.list(filter, place.limit(), place.cursor(), deadline());
                    states.putAll(queries.triage(
                            page.items().stream().map(StoredFeedback::id).toList(), deadline()));
                    return page;
                },
                row -> FeedbackJson.row(row, topics, states.getOrDefault(row.id(), TriageState.NONE)));
    }

    private Response exportCsv(Request request) throws DatabaseUnavailableException {
        return export("feedback.csv", request)
                .csv(FeedbackCsv.HEAD, row -> Optional.of(FeedbackCsv.record(row, topics)));
    }

    private Response exportJsonLines(Request request) throws DatabaseUnavailableException {
        return export("feedback.jsonl", request).jsonLines(row -> FeedbackJson.exported(row, topics));
    }

    /** All rows that meet the filter of a request. */
    private PagedExport<ExportedRow> export(String file, Request request) {
        QueryParameters query = request.query();
        FeedbackFilter filter = filters.readStrictly(query);
        query.refuseIfWrong();
        return new PagedExport<>(
                file, cursor -> whole(queries.list(filter, FeedbackQueries.MAX_LIMIT, cursor, deadline())));
    }

    /** A page with what belongs to its rows, which is read for all of them together. */
    private Page<ExportedRow> whole(Page<StoredFeedback> page) throws DatabaseUnavailableException {
        List<UUID> ids = page.items().stream().map(StoredFeedback::id).toList();
        Map<UUID, TriageState> states = queries.triage(ids, deadline());
        Map<UUID, Metadata> told = queries.metadata(ids, deadline());
        List<ExportedRow> rows = page.items().stream()
                .map(row -> new ExportedRow(
                        row,
                        states.getOrDefault(row.id(), TriageState.NONE),
                        told.getOrDefault(row.id(), Metadata.NONE)))
                .toList();
        return new Page<>(rows, page.nextCursor(), page.searchedTo());
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        return found(queries.get(id(request), deadline()));
    }

    private Response submissions(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        QueryParameters query = request.query();
        Place place = place(query);
        query.refuseIfWrong();
        if (queries.get(id, deadline()).isEmpty()) {
            throw notFound();
        }
        return page(
                () -> queries.submissions(id, place.limit(), place.cursor(), deadline()), FeedbackInbox::submission);
    }

    private Response history(Request request) throws DatabaseUnavailableException {
        List<PastVerdict> verdicts = queries.history(id(request), deadline());
        if (verdicts.isEmpty()) {
            throw notFound();
        }
        return Response.ok(Pages.of(verdicts, Optional.empty(), FeedbackJson::verdict));
    }

    private Response resolve(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        JsonBody body = request.optionalJson();
        Optional<String> note = body.text("note", FeedbackTriage.MAX_NOTE).filter(text -> !text.isBlank());
        body.refuseIfWrong();
        return found(triage.resolve(id, note, request.actor(), deadline()));
    }

    private Response reopen(Request request) throws DatabaseUnavailableException {
        return found(triage.reopen(id(request), request.actor(), deadline()));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    private Response found(Optional<StoredFeedback> found) throws DatabaseUnavailableException {
        StoredFeedback row = found.orElseThrow(FeedbackInbox::notFound);
        TriageState state = queries.triage(List.of(row.id()), deadline()).getOrDefault(row.id(), TriageState.NONE);
        return Response.ok(FeedbackJson.row(row, topics, state));
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no feedback with this id.");
    }

    /** The id in the path. What is no id names no feedback. */
    private static UUID id(Request request) {
        return request.pathId("id").orElseThrow(FeedbackInbox::notFound);
    }

    private record Place(int limit, Optional<String> cursor) {}

    private static Place place(QueryParameters query) {
        return new Place(
                query.integer("limit", 1, FeedbackQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT),
                query.text("cursor", LONGEST_CURSOR));
    }

    @FunctionalInterface
    private interface Listing<T> {
        Page<T> read() throws DatabaseUnavailableException;
    }

    private static <T> Response page(Listing<T> listing, Function<T, JsonContent> shape)
            throws DatabaseUnavailableException {
        try {
            return Response.ok(Pages.of(listing.read(), shape));
        } catch (BadCursorException e) {
            throw ProblemException.invalid("cursor", "must be the next_cursor of the page before");
        }
    }

    private static JsonContent submission(SubmissionRecord submission) {
        return FeedbackJson.submission(submission.id(), submission.submittedAt(), submission.metadata());
    }
}
