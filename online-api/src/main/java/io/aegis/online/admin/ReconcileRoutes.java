/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.admin;

import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** {@code POST /admin/reconcile}: asks the batch application to heal all fallback rows now. */
public final class ReconcileRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Why nothing is queued. */
    private static final String NO_LLM =
            "No LLM is configured here, so nobody could be asked: set OPENAI_API_KEY or GROQ_API_KEY.";

    private final HealingRequests requests;
    private final BooleanSupplier llm;
    private final Ticker ticker;

    /**
     * The route.
     *
     * @param requests asks
     * @param llm whether there is one to ask about the rows
     * @param ticker measures how long asking may take
     */
    public ReconcileRoutes(HealingRequests requests, BooleanSupplier llm, Ticker ticker) {
        this.requests = requests;
        this.llm = llm;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/admin/reconcile", Access.of(Role.ADMIN), this::reconcile);
    }

    private Response reconcile(Request request) throws DatabaseUnavailableException {
        if (!llm.getAsBoolean()) {
            return Response.json(202, answer(0, Optional.empty(), Optional.of(NO_LLM)));
        }
        HealingRequests.Requested requested = requests.ask(request.actor(), Deadline.after(ticker, TIMEOUT));
        return Response.json(202, answer(requested.queued(), Optional.of(requested.request()), Optional.empty()));
    }

    private static JsonContent answer(long queued, Optional<UUID> request, Optional<String> reason) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("queued", queued);
            json.writeStringField("job_request_id", request.map(UUID::toString).orElse(null));
            json.writeStringField("reason", reason.orElse(null));
            json.writeEndObject();
        };
    }
}
