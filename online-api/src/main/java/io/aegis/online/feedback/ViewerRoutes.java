/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.presence.FeedbackViewers;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** {@code /feedback/{id}/viewers}: that one has a row open, told again every few seconds, and who else has. */
public final class ViewerRoutes implements Routes {

    private static final String PATH = "/feedback/{id}/viewers";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final FeedbackViewers viewers;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param viewers keeps who has what open
     * @param ticker measures how long it may take
     */
    public ViewerRoutes(FeedbackViewers viewers, Ticker ticker) {
        this.viewers = viewers;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.on("PUT", PATH, Access.of(Role.AGENT), Response.JSON, this::note)
                .delete(PATH, Access.of(Role.AGENT), this::leave);
    }

    private Response note(Request request) throws DatabaseUnavailableException {
        List<String> others = viewers.note(row(request), caller(request), Deadline.after(ticker, TIMEOUT))
                .orElseThrow(ViewerRoutes::notFound);
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("others");
            for (String name : others) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeNumberField("lasts_seconds", FeedbackViewers.LASTS.toSeconds());
            json.writeEndObject();
        });
    }

    private Response leave(Request request) throws DatabaseUnavailableException {
        viewers.leave(row(request), caller(request), Deadline.after(ticker, TIMEOUT));
        return Response.empty(204);
    }

    private static UUID row(Request request) {
        return request.pathId("id").orElseThrow(ViewerRoutes::notFound);
    }

    private static Caller caller(Request request) {
        return request.caller().orElseThrow(ProblemException::unauthorised);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no feedback with this id.");
    }
}
