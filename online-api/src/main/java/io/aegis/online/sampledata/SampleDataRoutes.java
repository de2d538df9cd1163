/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.sampledata;

import io.aegis.db.Database;
import io.aegis.db.feedback.SampleFeedback;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.keys.Role;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.sampledata.SampleRemoval;
import io.aegis.db.sampledata.SampleSet;
import io.aegis.db.sampledata.SampleSets;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.scoring.ScoringModule;
import io.aegis.online.scoring.failure.FailureRehearsal;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code /admin/sample-data}: loads samples to look at the product with, tells whether there are any, and removes them. */
public final class SampleDataRoutes implements Routes {

    private static final String PATH = "/admin/sample-data";

    private final SampleData samples;

    private SampleDataRoutes(SampleData samples) {
        this.samples = samples;
    }

    /**
     * The routes.
     *
     * @param heuristic labels texts
     * @param scoring judges telemetry
     * @param ids new UUIDv7s
     */
    public static SampleDataRoutes of(
            Database database,
            HeuristicAnalyzer heuristic,
            ScoringModule scoring,
            Supplier<UUID> ids,
            Clock clock,
            Ticker ticker) {
        SampleRemoval removal = new SampleRemoval(database);
        return new SampleDataRoutes(new SampleData(
                new SampleSets(database),
                new SampleTexts(heuristic, ids),
                new SampleFeedback(database, ids),
                new SampleServices(
                        scoring::apart,
                        new SampleStore(database, clock),
                        new SeriesVerdictStore(database),
                        new PredictionStore(database),
                        removal,
                        new FailureRehearsal(new SampleHistory(database), new MinuteMeans(database), ticker),
                        scoring.threshold(),
                        ticker),
                removal,
                new GroupEdits(database, ids),
                clock,
                ticker));
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.get(PATH, admin, _ -> Response.ok(shape(samples.present())))
                .post(PATH, admin, this::load)
                .delete(PATH, admin, this::remove);
    }

    private Response load(Request request) throws DatabaseUnavailableException, InterruptedException {
        int status = samples.load(request.actor()) ? 201 : 200;
        return Response.json(status, shape(samples.present()));
    }

    private Response remove(Request request) throws DatabaseUnavailableException {
        samples.remove(request.actor());
        return Response.ok(shape(samples.present()));
    }

    private static JsonContent shape(SampleData.Present present) {
        return json -> {
            json.writeStartObject();
            json.writeStringField(
                    "state",
                    present.set()
                            .map(SampleSet::state)
                            .map(SampleSet.State::label)
                            .orElse("none"));
            json.writeNumberField("feedback", present.rows());
            json.writeStringField(
                    "loaded_at",
                    present.set().map(SampleSet::loadedAt).map(Rfc3339::format).orElse(null));
            json.writeEndObject();
        };
    }
}
