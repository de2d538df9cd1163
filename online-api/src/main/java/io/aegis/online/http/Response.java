/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request is answered with. Immutable.
 *
 * @param status of HTTP
 * @param headers by name, the content type among them when there is a body
 * @param body what follows
 */
public record Response(int status, Map<String, String> headers, Body body) {

    /** The media type of JSON. */
    public static final String JSON = "application/json";

    /** The name of the header that tells the media type. */
    public static final String CONTENT_TYPE = "Content-Type";

    /** Copies the headers. */
    public Response {
        headers = Map.copyOf(headers);
    }

    /** The body of an answer. */
    public sealed interface Body {

        /** A body that is there as a whole. */
        final class Whole implements Body {

            private final byte[] bytes;

            private Whole(byte[] bytes) {
                this.bytes = bytes;
            }

            /** The body itself, not a copy: nobody changes it. */
            byte[] bytes() {
                return bytes;
            }
        }

        /** A body that is produced while it is sent, of unknown length. */
        record Streamed(Writer writer) implements Body {}

        /** A body that goes on for as long as its reader listens. It takes up no place among the requests. */
        record Live(Writer writer) implements Body {}
    }

    /** Produces a streamed body. */
    @FunctionalInterface
    public interface Writer {

        /**
         * Writes all of it.
         *
         * @throws IOException when the client went away, or the source failed; the connection is closed then
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** 200 with JSON. */
    public static Response ok(JsonContent content) {
        return json(200, content);
    }

    /** Any status with JSON. */
    public static Response json(int status, JsonContent content) {
        return whole(status, JSON, StrictJson.bytes(content));
    }

    /** Any status with a text in UTF-8. */
    public static Response text(int status, String contentType, String text) {
        return whole(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Any status with a body of any kind. */
    public static Response whole(int status, String contentType, byte[] bytes) {
        return new Response(status, Map.of(CONTENT_TYPE, contentType), new Body.Whole(bytes));
    }

    /** Any status and headers with JSON. */
    public static Response json(int status, Map<String, String> headers, JsonContent content) {
        return new Response(status, headers, new Body.Whole(StrictJson.bytes(content)));
    }

    /** 200 with a body that is produced while it is sent. */
    public static Response streamed(String contentType, Writer writer) {
        return new Response(200, Map.of(CONTENT_TYPE, contentType), new Body.Streamed(writer));
    }

    /**
     * 200 with a body that is written bit by bit for as long as its reader listens. Whoever writes it bounds how many
     * there are and how long each goes on, ends them when the process stops, and flushes what is to arrive.
     */
    public static Response live(String contentType, Writer writer) {
        return new Response(200, Map.of(CONTENT_TYPE, contentType), new Body.Live(writer));
    }

    /** A status without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), new Body.Whole(new byte[0]));
    }

    /** The same with one more header, or with another value of it. */
    public Response with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same with more headers, or with other values of them. */
    public Response with(Map<String, String> others) {
        Map<String, String> more = HashMap.newHashMap(headers.size() + others.size());
        more.putAll(headers);
        more.putAll(others);
        return new Response(status, more, body);
    }
}
