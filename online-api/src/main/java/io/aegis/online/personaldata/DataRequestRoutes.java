/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.personaldata;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.personaldata.DataRequest;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.personaldata.DataSubject;
import io.aegis.db.personaldata.RemainingMention;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code /admin/data-requests}: asks for the export or the erasure of a customer's data, tells how it stands, and hands out what was
 * exported.
 */
public final class DataRequestRoutes implements Routes {

    private static final String PATH = "/admin/data-requests";
    private static final int DEFAULT_LIMIT = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Choices<DataRequest.Kind> KINDS = Choices.of(DataRequest.Kind.class, DataRequestRoutes::label);

    private final DataRequests requests;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param requests are kept there
     * @param ticker measures how long it may take
     */
    public DataRequestRoutes(DataRequests requests, Ticker ticker) {
        this.requests = requests;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.post(PATH, admin, this::ask)
                .get(PATH, admin, this::list)
                .get(PATH + "/{id}", admin, this::one)
                .get(PATH + "/{id}/export.json", admin, this::export);
    }

    private Response ask(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json();
        body.require("kind");
        Optional<DataRequest.Kind> kind = body.choice("kind", KINDS);
        Optional<DataSubject> subject = subject(body);
        body.refuseIfWrong();
        String by = request.caller().map(Caller::id).orElseThrow(ProblemException::unauthorised);
        UUID id = requests.add(kind.orElseThrow(), subject.orElseThrow(), by, request.actor(), deadline());
        String status = PATH + "/" + id;
        return Response.json(202, json -> {
                    json.writeStartObject();
                    json.writeStringField("id", id.toString());
                    json.writeStringField("status_url", status);
                    json.writeEndObject();
                })
                .with("Location", status);
    }

    /** By exactly one of the names of its kinds. */
    private static Optional<DataSubject> subject(JsonBody body) {
        Optional<DataSubject> subject = Optional.empty();
        int given = 0;
        for (DataSubject.Kind kind : DataSubject.Kind.values()) {
            if (!body.has(kind.label())) {
                continue;
            }
            given++;
            Optional<String> value = body.text(kind.label(), kind.longest()).map(kind::tidy);
            if (value.isPresent() && !kind.fits(value.get())) {
                body.wrong(kind.label(), "must have " + kind.shortest() + " to " + kind.longest() + " characters");
            } else {
                subject = value.map(text -> new DataSubject(kind, text));
            }
        }
        if (given != 1) {
            body.wrong("customer_ref", "either this or address has to be given, and not both");
        }
        return subject;
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        int limit = query.integer("limit", 1, DataRequests.MOST_LISTED).orElse(DEFAULT_LIMIT);
        query.refuseIfWrong();
        List<DataRequest> newest = requests.newest(limit, deadline());
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (DataRequest each : newest) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        DataRequest wanted = found(request);
        return Response.ok(json -> write(json, wanted));
    }

    private Response export(Request request) throws DatabaseUnavailableException {
        DataRequest wanted = found(request);
        if (wanted.kind() != DataRequest.Kind.EXPORT || wanted.finishedAt().isEmpty()) {
            throw ProblemException.conflict("Nothing is exported by this request, or not yet.");
        }
        if (!wanted.exported()) {
            throw ProblemException.notFound(
                    wanted.subject().isEmpty()
                            ? "What was exported went when the customer was erased."
                            : "What was exported is not kept any more; ask for another export.");
        }
        Optional<DataRequests.Piece> first = requests.pieceAfter(wanted.id(), 0, deadline());
        String head = "{\"request_id\":\"" + wanted.id() + "\",\"items\":[\n";
        return Response.streamed(Response.JSON, out -> {
                    out.write(head.getBytes(StandardCharsets.UTF_8));
                    writePieces(out, wanted.id(), first);
                    out.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
                })
                .with("Content-Disposition", "attachment; filename=\"customer.json\"");
    }

    private void writePieces(OutputStream out, UUID id, Optional<DataRequests.Piece> first) throws IOException {
        Optional<DataRequests.Piece> piece = first;
        while (piece.isPresent()) {
            out.write(piece.get().content().getBytes(StandardCharsets.UTF_8));
            piece = next(id, piece.get().number());
            if (piece.isPresent()) {
                out.write(",\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        refuseRest(id);
    }

    /** What went while it was sent is not to look as if it were all. */
    private void refuseRest(UUID id) throws IOException {
        try {
            if (requests.get(id, deadline()).filter(DataRequest::exported).isEmpty()) {
                throw new IOException("an export went while it was sent");
            }
        } catch (DatabaseUnavailableException e) {
            throw away(e);
        }
    }

    private static IOException away(DatabaseUnavailableException e) {
        return new IOException("the database went away while an export was sent", e);
    }

    private Optional<DataRequests.Piece> next(UUID id, long number) throws IOException {
        try {
            return requests.pieceAfter(id, number, deadline());
        } catch (DatabaseUnavailableException e) {
            throw away(e);
        }
    }

    private DataRequest found(Request request) throws DatabaseUnavailableException {
        Optional<UUID> id = request.pathId("id");
        return (id.isPresent() ? requests.get(id.get(), deadline()) : Optional.<DataRequest>empty())
                .orElseThrow(() -> ProblemException.notFound("There is no such request."));
    }

    private static String label(DataRequest.Kind kind) {
        return kind == DataRequest.Kind.EXPORT ? "export" : "erasure";
    }

    private static void write(JsonGenerator json, DataRequest request) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", request.id().toString());
        json.writeStringField("kind", label(request.kind()));
        json.writeStringField("state", request.state());
        json.writeStringField("by", request.by().label());
        json.writeStringField(
                "subject", request.subject().map(DataSubject::value).orElse(null));
        json.writeStringField("requested_by", request.requestedBy());
        json.writeStringField("requested_at", Rfc3339.format(request.requestedAt()));
        json.writeStringField(
                "finished_at", request.finishedAt().map(Rfc3339::format).orElse(null));
        json.writeFieldName("counts");
        counts(request.counts()).writeTo(json);
        json.writeArrayFieldStart("still_named");
        for (RemainingMention each : request.stillNamed()) {
            json.writeStartObject();
            json.writeStringField("kind", each.kind());
            json.writeStringField("name", each.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("proof");
        json.writeStringField("salt", request.proof().salt());
        json.writeStringField("sha256", request.proof().digest());
        json.writeEndObject();
        json.writeFieldName("job_execution_id");
        json.writeObject(request.execution().map(DataRequest.Execution::id).orElse(null));
        json.writeStringField("export_url", request.exported() ? PATH + "/" + request.id() + "/export.json" : null);
        json.writeEndObject();
    }

    private static JsonContent counts(Map<String, Long> counts) {
        return json -> {
            json.writeStartObject();
            for (Map.Entry<String, Long> each : new TreeMap<>(counts).entrySet()) {
                json.writeNumberField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
        };
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
