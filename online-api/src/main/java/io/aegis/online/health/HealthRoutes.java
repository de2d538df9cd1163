/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import io.aegis.deadline.Uptime;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.time.Rfc3339;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** {@code /health} for people and monitors, {@code /health/live} and {@code /health/ready} for orchestrators. */
public final class HealthRoutes implements Routes {

    private final ProcessHealth process;
    private final BooleanSupplier accepting;
    private final InstantSource clock;
    private final Uptime uptime;

    /**
     * Routes that tell how the process is doing.
     *
     * @param process tells it
     * @param accepting whether new connections are taken: a process that cannot is not alive
     * @param clock tells the time
     * @param uptime of this process
     */
    public HealthRoutes(ProcessHealth process, BooleanSupplier accepting, InstantSource clock, Uptime uptime) {
        this.process = process;
        this.accepting = accepting;
        this.clock = clock;
        this.uptime = uptime;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/health", Access.open(), this::health)
                .get("/health/live", Access.open(), this::live)
                .get("/health/ready", Access.open(), this::ready);
    }

    private Response health(Request request) {
        HealthSnapshot health = process.snapshot();
        HealthSnapshot.Status status = health.status();
        return Response.json(status == HealthSnapshot.Status.UNHEALTHY ? 503 : 200, json -> {
            json.writeStartObject();
            json.writeStringField("status", status.name().toLowerCase(Locale.ROOT));
            json.writeStringField("timestamp", Rfc3339.format(clock.instant()));
            json.writeNumberField("uptime", uptime.seconds());
            json.writeBooleanField("models_loaded", health.modelsLoaded());
            json.writeBooleanField("database_connected", health.databaseConnected());
            json.writeArrayFieldStart("impaired");
            for (String each : health.impaired()) {
                json.writeString(each);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Response live(Request request) {
        boolean alive = accepting.getAsBoolean();
        return Response.json(alive ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringField("status", alive ? "live" : "not_accepting");
            json.writeEndObject();
        });
    }

    private Response ready(Request request) {
        ProcessHealth.Readiness readiness = process.readiness();
        return Response.json(readiness == ProcessHealth.Readiness.READY ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringField("status", readiness.name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        });
    }
}
