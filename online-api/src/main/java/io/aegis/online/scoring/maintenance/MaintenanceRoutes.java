/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
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
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/maintenance}: the windows, the newest first. {@code POST /api/v1/maintenance}: announces one. {@code
 * DELETE /api/v1/maintenance/{id}}: ends one.
 */
public final class MaintenanceRoutes implements Routes {

    private static final String PATH = "/api/v1/maintenance";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final MaintenanceStore store;
    private final MaintenanceCalendar calendar;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param store keeps the windows
     * @param calendar is told to look at once
     * @param ids new UUIDv7s
     * @param clock says which are active
     * @param ticker measures how long it may take
     */
    public MaintenanceRoutes(
            MaintenanceStore store,
            MaintenanceCalendar calendar,
            Supplier<UUID> ids,
            InstantSource clock,
            Ticker ticker) {
        this.store = store;
        this.calendar = calendar;
        this.ids = ids;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get(PATH, Access.of(Role.SCORING), _ -> list());
        table.post(PATH, Access.of(Role.SCORING), this::announce);
        table.delete(PATH + "/{id}", Access.of(Role.SCORING), this::end);
    }

    private Response list() throws DatabaseUnavailableException {
        List<MaintenanceWindow> windows = store.all(deadline());
        Instant now = clock.instant();
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (MaintenanceWindow window : windows) {
                content(window, now).writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Response announce(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json();
        Instant now = clock.instant();
        MaintenanceReader reader = new MaintenanceReader(body);
        Optional<MaintenanceScope> scope = reader.scope();
        Optional<MaintenanceTimes> times = reader.times(now);
        Optional<String> note = body.text("note", MaintenanceWindow.MAX_NOTE);
        body.refuseIfWrong();
        MaintenanceWindow window = new MaintenanceWindow(
                ids.get(),
                scope.orElseThrow(),
                times.orElseThrow(),
                note,
                request.caller().map(Caller::signature).orElse(""),
                now);
        if (!store.add(window, request.actor(), deadline())) {
            throw ProblemException.conflict("There are " + MaintenanceStore.MOST + " maintenance windows already.");
        }
        calendar.refresh();
        return Response.json(201, content(window, now)).with("Location", PATH + "/" + window.id());
    }

    private Response end(Request request) throws DatabaseUnavailableException {
        Optional<UUID> id = request.pathId("id");
        if (id.isEmpty() || !store.remove(id.get(), request.actor(), deadline())) {
            throw ProblemException.notFound("There is no maintenance window with this id.");
        }
        calendar.refresh();
        return Response.empty(204);
    }

    private static JsonContent content(MaintenanceWindow window, Instant now) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("id", window.id().toString());
            json.writeStringField(
                    "service", window.scope().service().map(NamePattern::text).orElse(null));
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, NamePattern> label : window.scope().labels().entrySet()) {
                json.writeStringField(label.getKey(), label.getValue().text());
            }
            json.writeEndObject();
            times(json, window.times());
            Optional<Instant> until = window.times().until(now);
            json.writeBooleanField("active", until.isPresent());
            json.writeStringField("active_until", until.map(Rfc3339::format).orElse(null));
            json.writeStringField("note", window.note().orElse(null));
            json.writeStringField("created_by", window.createdBy());
            json.writeStringField("created_at", Rfc3339.format(window.createdAt()));
            json.writeEndObject();
        };
    }

    private static void times(JsonGenerator json, MaintenanceTimes times) throws IOException {
        switch (times) {
            case MaintenanceTimes.Once once -> {
                json.writeStringField("from", Rfc3339.format(once.from()));
                json.writeStringField("to", Rfc3339.format(once.to()));
                json.writeNullField("cron");
                json.writeNullField("duration_minutes");
            }
            case MaintenanceTimes.Repeated repeated -> {
                json.writeNullField("from");
                json.writeNullField("to");
                json.writeStringField("cron", repeated.cron().toString());
                json.writeNumberField("duration_minutes", repeated.length().toMinutes());
            }
        }
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
