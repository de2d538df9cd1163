/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.keys.Role;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/models}: trained models, those in use first. {@code POST /api/v1/models/{kind}/rollback}: takes the one in use
 * back; for {@code anomaly}, of which each service has its own, {@code {"service": "..."}} says whose.
 */
public final class ModelRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_SERVICE = 512;
    private static final String SERVICE = "service";

    private final ModelQueries queries;
    private final ModelStore store;
    private final ActiveModels activeModels;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param queries lists
     * @param store takes back
     * @param activeModels is told to look at once
     * @param ticker measures how long it may take
     */
    public ModelRoutes(ModelQueries queries, ModelStore store, ActiveModels activeModels, Ticker ticker) {
        this.queries = queries;
        this.store = store;
        this.activeModels = activeModels;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.get("/api/v1/models", Access.of(Role.SCORING), _ -> list());
        table.post("/api/v1/models/{kind}/rollback", Access.of(Role.SCORING), this::rollback);
    }

    private Response list() throws DatabaseUnavailableException {
        List<ModelRow> models = queries.newest(Deadline.after(ticker, TIMEOUT));
        List<String> active = activeModels.active();
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (ModelRow model : models) {
                write(json, model);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("in_use_here");
            for (String name : active) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ModelRow model) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", model.kind().label());
        json.writeStringField(SERVICE, model.service().orElse(null));
        json.writeNumberField("version", model.version());
        json.writeBooleanField("active", model.active());
        json.writeStringField("created_at", Rfc3339.format(model.createdAt()));
        json.writeStringField("promoted_at", moment(model.promotedAt()));
        json.writeStringField("rolled_back_at", moment(model.rolledBackAt()));
        json.writeStringField("sha256", model.sha256());
        json.writeFieldName("trained_on");
        json.writeRawValue(model.trainedOn());
        json.writeFieldName("evaluation");
        json.writeRawValue(model.evaluation());
        json.writeEndObject();
    }

    private static @Nullable String moment(Optional<Instant> moment) {
        return moment.map(Rfc3339::format).orElse(null);
    }

    private Response rollback(Request request) throws DatabaseUnavailableException {
        ModelKind kind = ModelKind.ofLabel(request.pathParameter("kind"))
                .orElseThrow(() ->
                        ProblemException.notFound("There are models of the kinds anomaly, failure and feedback."));
        JsonBody body = request.optionalJson();
        if (kind == ModelKind.ANOMALY) {
            body.require(SERVICE);
        } else if (body.has(SERVICE)) {
            body.wrong(SERVICE, "is for models of the kind anomaly only");
        }
        Optional<String> service = body.text(SERVICE, LONGEST_SERVICE);
        body.refuseIfWrong();
        ModelStore.Rollback done = store.rollback(kind, service, Deadline.after(ticker, TIMEOUT))
                .orElseThrow(() -> ProblemException.conflict("No trained model of this kind is in use."));
        activeModels.refresh();
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("kind", kind.label());
            json.writeStringField(SERVICE, service.orElse(null));
            json.writeNumberField("rolled_back_version", done.from());
            if (done.to().isPresent()) {
                json.writeNumberField("active_version", done.to().get());
            } else {
                json.writeNullField("active_version");
            }
            json.writeEndObject();
        });
    }
}
