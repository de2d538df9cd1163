/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.admin;

import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;

/** {@code POST /admin/reconcile}: asks the batch application to heal all fallback rows now. */
public final class ReconcileRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HealingRequests requests;
    private final Ticker ticker;

    /**
     * The route.
     *
     * @param requests asks
     * @param ticker measures how long asking may take
     */
    public ReconcileRoutes(HealingRequests requests, Ticker ticker) {
        this.requests = requests;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/admin/reconcile", Access.of(Role.ADMIN), _ -> reconcile());
    }

    private Response reconcile() throws DatabaseUnavailableException {
        HealingRequests.Requested requested = requests.ask(Deadline.after(ticker, TIMEOUT));
        return Response.json(202, json -> {
            json.writeStartObject();
            json.writeNumberField("queued", requested.queued());
            json.writeStringField("job_request_id", requested.request().toString());
            json.writeEndObject();
        });
    }
}
