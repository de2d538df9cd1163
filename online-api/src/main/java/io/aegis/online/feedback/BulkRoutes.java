/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.bulk.BulkAction;
import io.aegis.db.bulk.BulkTriage;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.Status;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /feedback/bulk}: resolves, assigns, tags or snoozes a selection, or all rows that meet the filter in the query, or tells how many
 * they are. {@code POST /feedback/bulk/{id}/undo} takes it back.
 */
public final class BulkRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Choices<Status> STATUSES = Choices.of(Status.class, Status::label);

    private final BulkTriage bulk;
    private final FeedbackQueries queries;
    private final FilterReader filters;
    private final TriageReader reader;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param bulk changes rows
     * @param queries finds those that meet a filter
     * @param topics those that operators made
     * @param clock tells what lies ahead
     * @param ticker measures how long it may take
     */
    public BulkRoutes(BulkTriage bulk, FeedbackQueries queries, CurrentOwnTopics topics, Clock clock, Ticker ticker) {
        this.bulk = bulk;
        this.queries = queries;
        this.filters = new FilterReader(topics);
        this.reader = new TriageReader(clock);
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/feedback/bulk", Access.of(Role.AGENT), this::change)
                .post("/feedback/bulk/{id}/undo", Access.of(Role.AGENT), this::undo);
    }

    private Response change(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        FeedbackFilter filter = filters.readStrictly(query);
        query.refuseIfWrong();
        JsonBody body = request.json();
        // A selection that is nothing must not become everything, nor a preview the deed.
        body.refuseNull("ids", "preview", "expected", "status", "note");
        Optional<List<UUID>> selected = body.ids("ids", 0, BulkTriage.MOST)
                .map(ids -> ids.stream().distinct().toList());
        boolean preview = body.bool("preview").orElse(false);
        Optional<Long> expected = body.integer("expected", 0, BulkTriage.MOST);
        BulkAction action = new BulkAction(
                body.choice("status", STATUSES),
                body.text("note", FeedbackTriage.MAX_NOTE).filter(text -> !text.isBlank()),
                reader.change(body));
        body.refuseIfWrong();
        if (action.isEmpty() && !preview) {
            throw ProblemException.invalid("status", "or something else that is to change is required");
        }
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        List<UUID> rows = selected.isPresent() ? selected.get() : queries.ids(filter, BulkTriage.MOST + 1, deadline);
        if (preview) {
            return Response.ok(json -> {
                json.writeStartObject();
                json.writeNumberField("matching", Math.min(rows.size(), BulkTriage.MOST));
                json.writeBooleanField("more", rows.size() > BulkTriage.MOST);
                json.writeEndObject();
            });
        }
        if (rows.size() > BulkTriage.MOST) {
            throw ProblemException.conflict(
                    "More than " + BulkTriage.MOST + " rows meet the filter; narrow it, or do it in parts.");
        }
        if (expected.filter(count -> count != rows.size()).isPresent()) {
            throw ProblemException.conflict("There are " + rows.size() + " by now; look at them again.");
        }
        return told(bulk.apply(rows, action, request.actor(), deadline));
    }

    private Response undo(Request request) throws DatabaseUnavailableException {
        UUID id = request.pathId("id").orElseThrow(BulkRoutes::notFound);
        boolean admin = request.caller().filter(any -> any.holds(Role.ADMIN)).isPresent();
        return told(bulk.undo(id, request.actor(), admin, Deadline.after(ticker, TIMEOUT))
                .orElseThrow(BulkRoutes::notFound));
    }

    private static Response told(BulkTriage.Result result) {
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("batch_id", result.batch().toString());
            json.writeNumberField("changed", result.changed());
            json.writeNumberField("unchanged", result.unchanged());
            json.writeEndObject();
        });
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("You have made no bulk action with this id.");
    }
}
