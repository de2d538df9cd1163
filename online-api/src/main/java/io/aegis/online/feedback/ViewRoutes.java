/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.views.SavedView;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.naming.GivenName;
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
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /feedback/views}: filters under a name, for oneself or for everybody, and how many rows meet each. */
public final class ViewRoutes implements Routes {

    private static final String PATH = "/feedback/views";

    /** More are told as this many. */
    private static final int COUNTED = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** For all counts together; views beyond are told without. */
    private static final Duration COUNTING = Duration.ofSeconds(2);

    private final SavedViews views;
    private final FeedbackQueries queries;
    private final FilterReader filters;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param views keeps them
     * @param queries counts the rows that meet them
     * @param topics those that operators made
     * @param ticker measures how long it may take
     */
    public ViewRoutes(SavedViews views, FeedbackQueries queries, CurrentOwnTopics topics, Ticker ticker) {
        this.views = views;
        this.queries = queries;
        this.filters = new FilterReader(topics);
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get(PATH, Access.of(Role.AGENT), this::list)
                .post(PATH, Access.of(Role.AGENT), this::save)
                .delete(PATH + "/{id}", Access.of(Role.AGENT), this::remove);
    }

    private record Counted(SavedView view, Optional<FeedbackQueries.Found> count) {}

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        boolean counts = query.bool("counts").orElse(false);
        query.refuseIfWrong();
        Caller caller = caller(request);
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        Deadline counting = Deadline.after(ticker, COUNTING);
        List<Counted> shown = new ArrayList<>();
        for (SavedView view : views.of(caller, deadline)) {
            shown.add(new Counted(view, counts && !counting.passed() ? count(view, deadline) : Optional.empty()));
        }
        return Response.ok(Pages.of(shown, Optional.empty(), each -> shape(each.view(), each.count(), caller)));
    }

    /** Not of those that search texts, which reads them all; nor of those whose own topic is gone. */
    private Optional<FeedbackQueries.Found> count(SavedView view, Deadline deadline)
            throws DatabaseUnavailableException {
        QueryParameters parameters = QueryParameters.of(view.filter());
        FeedbackFilter filter = filters.read(parameters);
        return parameters.isWrong() || filter.text().isPresent()
                ? Optional.empty()
                : Optional.of(queries.countFew(filter, COUNTED, deadline));
    }

    private Response save(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json();
        body.require("name");
        body.require("filter");
        Optional<String> name = body.name("name", SavedViews.MAX_NAME);
        Optional<String> filter = body.text("filter", SavedViews.MAX_FILTER);
        boolean shared = body.bool("shared").orElse(false);
        if (filter.filter(text -> !isFilter(text)).isPresent()) {
            body.wrong("filter", "must be parameters of GET /feedback, as they stand behind the question mark");
        }
        body.refuseIfWrong();
        Caller caller = caller(request);
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        refuseLikeness(name.orElseThrow(), caller, deadline);
        SavedView view = views.save(caller, name.orElseThrow(), filter.orElseThrow(), shared, deadline)
                .orElseThrow(() -> ProblemException.conflict(
                        "You have " + SavedViews.MOST + " views, which is the most; remove one first."));
        return Response.ok(shape(view, Optional.empty(), caller));
    }

    private boolean isFilter(String text) {
        if (!QueryParameters.isEncoded(text)) {
            return false;
        }
        QueryParameters parameters = QueryParameters.of(text);
        filters.readStrictly(parameters);
        return !parameters.isWrong();
    }

    /** Of two own views whose names look the same nobody knows which is which; one of the very same name is written anew. */
    private void refuseLikeness(String name, Caller caller, Deadline deadline) throws DatabaseUnavailableException {
        for (SavedView view : views.of(caller, deadline)) {
            if (view.owner().equals(caller.id()) && !view.name().equals(name) && GivenName.alike(view.name(), name)) {
                throw ProblemException.invalid("name", "looks like that of your view " + view.name());
            }
        }
    }

    private Response remove(Request request) throws DatabaseUnavailableException {
        UUID id = request.pathId("id").orElseThrow(ViewRoutes::notFound);
        Caller caller = caller(request);
        if (!views.remove(id, caller, caller.holds(Role.ADMIN), Deadline.after(ticker, TIMEOUT))) {
            throw notFound();
        }
        return Response.empty(204);
    }

    private static JsonContent shape(SavedView view, Optional<FeedbackQueries.Found> count, Caller caller) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("id", view.id().toString());
            json.writeStringField("name", view.name());
            json.writeStringField("filter", view.filter());
            json.writeBooleanField("shared", view.shared());
            json.writeStringField("owner", view.ownerName());
            json.writeBooleanField("own", view.owner().equals(caller.id()));
            json.writeFieldName("count");
            if (count.isPresent()) {
                json.writeNumber(count.get().rows());
            } else {
                json.writeNull();
            }
            json.writeBooleanField(
                    "count_complete", count.map(FeedbackQueries.Found::complete).orElse(false));
            json.writeStringField("created_at", Rfc3339.format(view.createdAt()));
            json.writeEndObject();
        };
    }

    private static Caller caller(Request request) {
        return request.caller().orElseThrow(ProblemException::unauthorised);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("You have no view with this id.");
    }
}
