/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.keys.Role;
import io.aegis.db.triage.TriageChange;
import io.aegis.db.triage.TriageNotes;
import io.aegis.db.triage.TriageOutcome;
import io.aegis.db.triage.TriageState;
import io.aegis.db.triage.TriageStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.AuditJson;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What colleagues agree on about a row: {@code PATCH /feedback/{id}/triage} assigns, tags and snoozes, {@code /feedback/{id}/notes} is
 * their thread, {@code GET /feedback/{id}/history} tells who decided what.
 */
public final class TriageRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TriageStore store;
    private final TriageNotes notes;
    private final AuditQueries audit;
    private final FeedbackIds rows;
    private final TriageReader reader;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param store changes what was agreed on
     * @param notes keeps the threads
     * @param audit tells who decided what
     * @param rows tells which there are
     * @param clock tells what lies ahead
     * @param ticker measures how long each may take
     */
    public TriageRoutes(
            TriageStore store, TriageNotes notes, AuditQueries audit, FeedbackIds rows, Clock clock, Ticker ticker) {
        this.store = store;
        this.notes = notes;
        this.audit = audit;
        this.rows = rows;
        this.reader = new TriageReader(clock);
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.patch("/feedback/{id}/triage", Access.of(Role.AGENT), this::change)
                .get("/feedback/{id}/notes", Access.of(Role.AGENT), this::thread)
                .post("/feedback/{id}/notes", Access.of(Role.AGENT), this::write)
                .get("/feedback/{id}/history", Access.of(Role.AGENT), this::history);
    }

    private Response change(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        JsonBody body = request.json();
        Optional<Long> version = body.integer("version", 0, Long.MAX_VALUE);
        TriageChange change = reader.change(body);
        body.refuseIfWrong();
        if (change.isEmpty()) {
            throw ProblemException.invalid(
                    "assigned_to", "or add_tags, remove_tags, snooze_until, snooze_until_again or wake is required");
        }
        TriageState state = done(store.change(id, version, change, request.actor(), deadline()), "add_tags", "tags");
        return Response.ok(TriageJson.state(state));
    }

    private Response thread(Request request) throws DatabaseUnavailableException {
        return Response.ok(Pages.of(notes.list(row(request), deadline()), Optional.empty(), TriageJson::note));
    }

    private Response write(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        JsonBody body = request.json();
        body.require("text");
        Optional<String> text = body.text("text", TriageNotes.MAX_TEXT);
        if (text.filter(String::isBlank).isPresent()) {
            body.wrong("text", "must not be blank");
        }
        body.refuseIfWrong();
        done(notes.add(id, text.orElseThrow(), request.actor(), deadline()), "text", "notes");
        return thread(request);
    }

    private Response history(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        AuditJson.Place place = AuditJson.place(query);
        query.refuseIfWrong();
        return AuditJson.page(
                audit.list(AuditQueries.Filter.of(row(request)), place.limit(), place.before(), deadline()));
    }

    private static TriageState done(TriageOutcome outcome, String field, String what) {
        return switch (outcome) {
            case TriageOutcome.Done(TriageState state) -> state;
            case TriageOutcome.Missing() -> throw notFound();
            case TriageOutcome.Changed() ->
                throw ProblemException.conflict("A colleague has changed this since it was shown; look at it again.");
            case TriageOutcome.Full(int most) ->
                throw ProblemException.invalid(field, "must leave the feedback with at most " + most + " " + what);
        };
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }

    /** The id of a row that there is. */
    private UUID row(Request request) throws DatabaseUnavailableException {
        UUID id = id(request);
        if (!rows.contains(id, deadline())) {
            throw notFound();
        }
        return id;
    }

    private static UUID id(Request request) {
        return request.pathId("id").orElseThrow(TriageRoutes::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no feedback with this id.");
    }
}
