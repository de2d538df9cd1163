/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.admin;

import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Set;

/** {@code GET /admin/audit}: who decided what, searched by what was changed, by whom, how and when. */
public final class AuditRoutes implements Routes {

    private static final int LONGEST_SUBJECT = 64;
    private static final int LONGEST_WORDS = 128;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** One that is misspelt would show the whole log in place of what was asked for. */
    private static final Set<String> PARAMETERS =
            Set.of("subject", "actor", "action", "batch", "since", "until", "q", "limit", "cursor");

    private static final Choices<AuditAction> ACTIONS = Choices.of(AuditAction.class, AuditAction::label);

    private final AuditQueries queries;
    private final Ticker ticker;

    /**
     * The route.
     *
     * @param queries reads the log
     * @param ticker measures how long it may take
     */
    public AuditRoutes(AuditQueries queries, Ticker ticker) {
        this.queries = queries;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/admin/audit", Access.of(Role.ADMIN), this::list);
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        query.only(PARAMETERS);
        AuditQueries.Filter filter = new AuditQueries.Filter(
                query.text("subject", LONGEST_SUBJECT),
                query.text("actor", Actor.MAX_NAME),
                query.choice("action", ACTIONS),
                query.uuid("batch"),
                query.instant("since"),
                query.instant("until"),
                query.text("q", LONGEST_WORDS));
        AuditJson.Place place = AuditJson.place(query);
        query.refuseIfWrong();
        return AuditJson.page(queries.list(filter, place.limit(), place.before(), Deadline.after(ticker, TIMEOUT)));
    }
}
