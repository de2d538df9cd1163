/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.RequestLimits;
import io.aegis.db.audit.Actor;
import io.aegis.db.keys.Caller;
import io.aegis.online.http.json.IdText;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.http.json.JsonBodyReader;
import io.aegis.online.http.json.JsonBudget;
import io.aegis.online.security.Credentials;
import io.aegis.problem.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** One request, as an {@link Endpoint} sees it. Used by the request's own thread only. */
public final class Request {

    /** Most bytes of a JSON body, unless a route says otherwise. */
    public static final int JSON_LIMIT = RequestLimits.JSON_BYTES;

    /** A body is held as it came, and as what is made of it. */
    private static final long WEIGHT_PER_BYTE = 4;

    private final ServerRequest request;
    private final RequestContext context;
    private final BodyReader bodies;

    Request(ServerRequest request, RequestContext context, BodyReader bodies) {
        this.request = request;
        this.context = context;
        this.bodies = bodies;
    }

    /** Names the request in logs and answers. */
    public String requestId() {
        return context.requestId();
    }

    /** Who sent it, when it came with a valid key. */
    public Optional<Caller> caller() {
        return context.caller();
    }

    /** Who that is, for the audit log and for colleagues. */
    public Actor actor() {
        return caller().map(Caller::actor).orElse(Actor.PUBLIC);
    }

    /** The same as of now, for what goes on after the answer has begun: keys are revoked, sessions end. */
    public Optional<Caller> callerNow() {
        return context.callerNow();
    }

    /** Where it came from: the address that the nearest trusted proxy names, else whoever opened the connection. */
    public InetAddress client() {
        return context.client();
    }

    /** Whether its sender reached a trusted proxy by TLS. */
    public boolean secure() {
        return context.secure();
    }

    /** What it brought to say who sends it. */
    public Credentials credentials() {
        return context.credentials();
    }

    /** Time since the request's head was read. */
    public Duration elapsed() {
        return context.elapsed();
    }

    /** A part of the path, such as {@code id} of {@code /feedback/{id}}, decoded. */
    public String pathParameter(String name) {
        return request.path().pathParameters().get(name);
    }

    /** The whole path as it was sent, percent-encoded. */
    public String rawPath() {
        return request.path().rawPath();
    }

    /** What follows the question mark as it was sent, percent-encoded; empty when there is nothing. */
    public String rawQuery() {
        return request.query().rawValue();
    }

    /** The parameters after the question mark. */
    public QueryParameters query() {
        return new QueryParameters(request.query());
    }

    /** A header, when it is there. */
    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /** An id in the path; empty when what is there is no id. */
    public Optional<UUID> pathId(String name) {
        return IdText.parse(pathParameter(name));
    }

    /** How many bytes the body says it has. */
    public OptionalLong length() {
        return request.headers().contentLength();
    }

    /** The body as it comes, of any size and kind: for uploads. Reading it fails when its sender goes away or pauses long. */
    public InputStream stream() {
        return bodies.stream(request);
    }

    /**
     * The body as bytes.
     *
     * @throws ProblemException 413 when it has more than {@code limit}, 503 when there is no room for it
     */
    public byte[] bytes(int limit) {
        if (request.content().hasEntity()) {
            weigh(WEIGHT_PER_BYTE * Math.min(limit, length().orElse(limit)));
        }
        return bodies.read(request, limit);
    }

    /**
     * Notes that the request may come to hold so many bytes of memory besides its body, until it is answered.
     *
     * @throws ProblemException 503 when there is no room for them
     */
    public void weigh(long bytes) {
        context.weigh(bytes);
    }

    /**
     * Reads something of the request that is in memory already. Only few large ones are read at once.
     *
     * @param size of what is read, bytes or characters
     * @param reading must neither wait for anything nor read something else by this method; what is not small, another thread reads
     * @throws ProblemException 503 when its turn does not come within half a second
     */
    public <T> T read(int size, Supplier<T> reading) {
        return context.read(size, reading);
    }

    /** The JSON object in the body, of up to {@link #JSON_LIMIT} bytes. */
    public JsonBody json() {
        return json(JSON_LIMIT);
    }

    /**
     * The JSON object in the body.
     *
     * @throws ProblemException 415 when it is not sent as JSON, 413 when it has more than {@code limit} bytes, 400 when it is not
     *     UTF-8 or not JSON, 422 when it is no object or has too many values for its size
     */
    public JsonBody json(int limit) {
        JsonBodyReader.requireJson(request.headers());
        byte[] bytes = bytes(limit);
        return read(bytes.length, () -> JsonBodyReader.object(bytes, JsonBudget.of(limit)));
    }

    /** The JSON object in the body, or one without fields when there is no body; else as {@link #json()}. */
    public JsonBody optionalJson() {
        return request.content().hasEntity() ? json() : JsonBody.empty();
    }
}
