package io.aegis.online.imports;

import io.aegis.csv.CsvWriter;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.Reject;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.ProblemException;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes files of feedback, and tells how far their imports are and what they rejected. */
public final class ImportRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final UploadStaging uploadStaging;
    private final ImportQueries queries;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param staging where files are put
     * @param queries reads what becomes of them
     * @param ids new UUIDv7s
     * @param ticker measures how long the database may take
     */
    public ImportRoutes(ImportStaging staging, ImportQueries queries, Supplier<UUID> ids, Ticker ticker) {
        this.uploadStaging = new UploadStaging(staging, ids, ticker);
        this.queries = queries;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/feedback/batch_csv", Access.intake(Role.SUBMIT), this::take)
                .get("/feedback/imports", Access.of(Role.AGENT), this::list)
                .get("/feedback/imports/{id}", Access.intake(Role.AGENT), this::one)
                .get("/feedback/imports/{id}/rejects.csv", Access.of(Role.AGENT), CsvWriter.MEDIA_TYPE, this::rejects);
    }

    private Response take(Request request) throws IOException, DatabaseUnavailableException {
        QueryParameters query = request.query();
        boolean force = query.bool("force").orElse(false);
        Upload upload = Upload.of(request, query);
        query.refuseIfWrong();
        FeedbackImport taken = uploadStaging.take(upload, force);
        return Response.json(202, ImportJson.accepted(taken)).with("Location", ImportJson.statusUrl(taken));
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        int limit = query.integer("limit", 1, ImportQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<UUID> after = query.parsed(
                "cursor", "must be the next_cursor of the page before", text -> Optional.of(UUID.fromString(text)));
        query.refuseIfWrong();
        List<FeedbackImport> imports = queries.list(limit + 1, after, deadline());
        boolean more = imports.size() > limit;
        List<FeedbackImport> shown = more ? imports.subList(0, limit) : imports;
        Optional<String> next = more ? Optional.of(shown.getLast().id().toString()) : Optional.empty();
        return Response.ok(Pages.of(shown, next, ImportJson::progress));
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        return Response.ok(ImportJson.progress(found(request)));
    }

    private Response rejects(Request request) throws DatabaseUnavailableException {
        UUID id = found(request).id();
        // The first part is read before the answer begins: while the database is away the answer is an error.
        List<Reject> first = queries.rejects(id, 0, deadline());
        return Response.streamed(CsvWriter.MEDIA_TYPE, out -> write(out, id, first))
                .with("Content-Disposition", "attachment; filename=\"rejects-" + id + ".csv\"");
    }

    private void write(OutputStream out, UUID id, List<Reject> first) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CsvWriter csv = new CsvWriter(writer);
        csv.record("line", "reason", "content");
        List<Reject> part = first;
        while (!part.isEmpty()) {
            for (Reject reject : part) {
                csv.record(Long.toString(reject.line()), reject.reason(), reject.content());
            }
            part = next(id, part);
        }
        writer.flush();
    }

    private List<Reject> next(UUID id, List<Reject> part) throws IOException {
        if (part.size() < ImportQueries.REJECTS) {
            return List.of();
        }
        try {
            return queries.rejects(id, part.getLast().line(), deadline());
        } catch (DatabaseUnavailableException e) {
            throw new IOException("the database went away", e);
        }
    }

    private FeedbackImport found(Request request) throws DatabaseUnavailableException {
        UUID id = request.pathId("id").orElseThrow(ImportRoutes::notFound);
        return queries.get(id, deadline()).orElseThrow(ImportRoutes::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no import with this id.");
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
