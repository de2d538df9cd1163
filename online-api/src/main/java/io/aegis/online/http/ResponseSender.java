/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.RequestIds;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends answers: the only place that writes responses. */
final class ResponseSender {

    /** Carries a request's id, both ways. */
    static final HeaderName REQUEST_ID = HeaderNames.create(RequestIds.HEADER);

    /** On every response, unless the answer has its own. Nobody but the API's own pages may embed or cache anything. */
    private static final List<Header> DEFAULTS = List.of(
            HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
            HeaderValues.createCached("Cache-Control", "no-store"),
            HeaderValues.createCached("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            HeaderValues.createCached("Referrer-Policy", "no-referrer"),
            HeaderValues.createCached("X-Frame-Options", "DENY"));

    private static final Header JSON = HeaderValues.createCached("Content-Type", Response.JSON);

    /** Made once: looking a name up by its text takes memory each time. */
    private static final Map<String, HeaderName> USUAL_NAMES = Stream.of("Content-Type", "Location", "Server-Timing")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), HeaderNames::create));

    private ResponseSender() {}

    /**
     * Sends an answer. HEAD gets the head of what GET would get.
     *
     * @throws UncheckedIOException when a streamed body broke off: 500 if nothing was sent, else the connection ends
     */
    static void send(ServerRequest request, ServerResponse response, Response answer, String requestId) {
        response.status(Status.create(answer.status()));
        putHeaders(answer, requestId, response::header);
        if (BodyReader.mustClose(request)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        boolean headOnly = request.prologue().method().equals(Method.HEAD);
        switch (answer.body()) {
            case Response.Body.Whole whole
            when headOnly -> {
                response.contentLength(whole.bytes().length);
                response.send();
            }
            case Response.Body.Whole whole -> response.send(whole.bytes());
            case Response.Body.Streamed(Response.Writer writer) when headOnly -> response.send();
            case Response.Body.Streamed(Response.Writer writer) -> stream(response, writer);
            case Response.Body.Live(Response.Writer writer) when headOnly -> response.send();
            case Response.Body.Live(Response.Writer writer) -> {
                RequestContext.required().listens();
                whileListened(response, writer);
            }
        }
    }

    /** Puts all headers of an answer where a later one of a name takes the place of an earlier one. */
    static void putHeaders(Response answer, String requestId, Consumer<Header> head) {
        DEFAULTS.forEach(head);
        answer.headers().forEach((name, value) -> head.accept(header(name, value)));
        head.accept(HeaderValues.create(REQUEST_ID, requestId));
    }

    private static Header header(String name, String value) {
        if (JSON.headerName().defaultCase().equals(name) && Response.JSON.equals(value)) {
            return JSON;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ') {
                throw new IllegalStateException("a control character in the header " + name);
            }
        }
        return HeaderValues.create(name(name), value);
    }

    private static HeaderName name(String text) {
        HeaderName usual = USUAL_NAMES.get(text);
        return usual == null ? HeaderNames.create(text) : usual;
    }

    private static void stream(ServerResponse response, Response.Writer writer) {
        try {
            OutputStream out = response.outputStream();
            writer.writeTo(out);
            // Only a complete body is closed: closing would make a cut one look complete.
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a streamed body broke off", e);
        }
    }

    /** That a reader leaves is the usual end of a live body, and no error. */
    private static void whileListened(ServerResponse response, Response.Writer writer) {
        try {
            stream(response, writer);
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the reader left", e);
        }
    }
}
