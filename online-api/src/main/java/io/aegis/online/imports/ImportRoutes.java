/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.csv.CsvWriter;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.Reject;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
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
import java.util.function.BooleanSupplier;

/** Takes files of feedback, and tells how far their imports are and what they rejected. */
public final class ImportRoutes implements Routes {

    private static final int DEFAULT_LIMIT = 50;
    private static final String TEXT = "text";
    private static final String PROOF = "uploader";
    private static final int LONGEST_PROOF = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final UploadStaging uploadStaging;
    private final Previews previews;
    private final ImportMapping mapping;
    private final ImportIds ids;
    private final ImportQueries queries;
    private final BooleanSupplier diskFull;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param staging where files are put
     * @param queries reads what becomes of them
     * @param ids tell who uploaded what
     * @param diskFull tells whether imports wait for room on the database's disk
     * @param ticker measures how long the database may take
     */
    public ImportRoutes(
            ImportStaging staging, ImportQueries queries, ImportIds ids, BooleanSupplier diskFull, Ticker ticker) {
        FileInspector inspector = new FileInspector();
        StagedUploads files = new StagedUploads(queries, inspector, ticker);
        this.uploadStaging = new UploadStaging(staging, files, ticker);
        this.previews = new Previews(inspector);
        this.mapping = new ImportMapping(staging, files, ticker);
        this.ids = ids;
        this.queries = queries;
        this.diskFull = diskFull;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/feedback/batch_csv", Access.intake(Role.SUBMIT), this::take)
                .postAsSent("/feedback/imports/preview", Access.intake(Role.SUBMIT), this::preview)
                .post("/feedback/imports/{id}/mapping", Access.intake(Role.SUBMIT), this::map)
                .get("/feedback/imports", Access.of(Role.AGENT), this::list)
                .get("/feedback/imports/{id}", Access.intake(Role.SUBMIT), this::one)
                .get("/feedback/imports/{id}/rejects.csv", Access.of(Role.AGENT), CsvWriter.MEDIA_TYPE, this::rejects);
    }

    private Response take(Request request) throws IOException, DatabaseUnavailableException {
        QueryParameters query = request.query();
        boolean force = query.bool("force").orElse(false);
        FeedbackImport taken = uploadStaging.take(Upload.of(request, query), force, ids.next(request.caller()));
        String status = ImportJson.statusUrl(taken) + proof(request, taken);
        return Response.json(202, ImportJson.accepted(taken, status)).with("Location", status);
    }

    /** What a submitter, or somebody without a key, adds to follow an import that began with another's upload of the same file. */
    private String proof(Request request, FeedbackImport taken) {
        return mayFollowAll(request) || ids.isOf(taken.id(), request.caller())
                ? ""
                : "?" + PROOF + "=" + ids.proof(taken.id(), request.caller());
    }

    private Response preview(Request request) throws IOException {
        QueryParameters query = request.query();
        boolean text = query.text("view", TEXT.length()).filter(TEXT::equals).isPresent()
                || request.header("Accept")
                        .filter(accepted -> accepted.startsWith("text/plain"))
                        .isPresent();
        FilePreview preview = previews.of(Upload.of(request, query));
        return text
                ? Response.text(200, "text/plain; charset=utf-8", PreviewText.of(preview))
                : Response.ok(PreviewJson.of(preview));
    }

    private Response map(Request request) throws IOException, DatabaseUnavailableException {
        FeedbackImport mapped = mapping.say(own(request), request.json());
        return Response.json(202, ImportJson.accepted(mapped, ImportJson.statusUrl(mapped) + proof(request, mapped)));
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
        boolean full = diskFull.getAsBoolean();
        Optional<String> next = more ? Optional.of(shown.getLast().id().toString()) : Optional.empty();
        return Response.ok(Pages.of(shown, next, each -> ImportJson.progress(each, full)));
    }

    private Response one(Request request) throws IOException, DatabaseUnavailableException {
        FeedbackImport found = own(request);
        return Response.ok(
                found.status() == ImportStatus.NEEDS_MAPPING
                        ? waiting(found)
                        : ImportJson.progress(found, diskFull.getAsBoolean()));
    }

    /** How it stands can be told of a file that is staged no more, too: what it would become cannot. */
    private JsonContent waiting(FeedbackImport found) throws IOException {
        try {
            return ImportJson.waiting(found, mapping.preview(found));
        } catch (ProblemException e) {
            return ImportJson.progress(found, false);
        }
    }

    /** The import in the path, as if it were not there for those who have uploaded nothing of it and may not see all. */
    private FeedbackImport own(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        Optional<String> proof = query.text(PROOF, LONGEST_PROOF);
        query.refuseIfWrong();
        FeedbackImport found = found(request);
        if (!mayFollowAll(request) && !uploaded(found.id(), request.caller(), proof)) {
            throw notFound();
        }
        return found;
    }

    private static boolean mayFollowAll(Request request) {
        return request.caller().filter(caller -> caller.holds(Role.AGENT)).isPresent();
    }

    private boolean uploaded(UUID id, Optional<Caller> caller, Optional<String> proof) {
        return ids.isOf(id, caller)
                || proof.filter(each -> ids.proves(each, id, caller)).isPresent();
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
