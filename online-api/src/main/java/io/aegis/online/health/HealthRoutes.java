package io.aegis.online.health;

import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Rfc3339;
import io.aegis.online.security.Access;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** {@code /health} for people and monitors, {@code /health/live} and {@code /health/ready} for orchestrators. */
public final class HealthRoutes implements Routes {

    private final Vitals vitals;
    private final BooleanSupplier accepting;
    private final Clock clock;
    private final Instant started;

    /**
     * Routes that tell the vitals.
     *
     * @param vitals of this process
     * @param accepting whether new connections are taken: a process that cannot is not alive
     * @param clock tells the time; the uptime counts from now
     */
    public HealthRoutes(Vitals vitals, BooleanSupplier accepting, Clock clock) {
        this.vitals = vitals;
        this.accepting = accepting;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/health", Access.open(), this::health)
                .get("/health/live", Access.open(), this::live)
                .get("/health/ready", Access.open(), this::ready);
    }

    private Response health(Request request) {
        Vitals.Status status = vitals.status();
        Instant now = clock.instant();
        return Response.json(status == Vitals.Status.UNHEALTHY ? 503 : 200, json -> {
            json.writeStartObject();
            json.writeStringField("status", status.name().toLowerCase(Locale.ROOT));
            json.writeStringField("timestamp", Rfc3339.format(now));
            json.writeNumberField("uptime", Duration.between(started, now).toMillis() / 1000.0);
            json.writeBooleanField("models_loaded", vitals.modelsLoaded());
            json.writeBooleanField("database_connected", vitals.databaseConnected());
            json.writeArrayFieldStart("impaired");
            for (String each : vitals.impaired()) {
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
        Vitals.Readiness readiness = vitals.readiness();
        return Response.json(readiness == Vitals.Readiness.READY ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringField("status", readiness.name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        });
    }
}
