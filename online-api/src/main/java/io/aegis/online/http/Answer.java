package io.aegis.online.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with. Immutable.
 *
 * @param status of HTTP
 * @param headers by name, the content type among them when there is a body
 * @param body what follows
 */
public record Answer(int status, Map<String, String> headers, Body body) {

    /** The media type of JSON. */
    public static final String JSON = "application/json";

    private static final String CONTENT_TYPE = "Content-Type";

    /** Copies the headers. */
    public Answer {
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
    public static Answer ok(JsonContent content) {
        return json(200, content);
    }

    /** Any status with JSON. */
    public static Answer json(int status, JsonContent content) {
        return whole(status, JSON, Json.bytes(content));
    }

    /** Any status with a text in UTF-8. */
    public static Answer text(int status, String contentType, String text) {
        return whole(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Any status with a body of any kind. */
    public static Answer whole(int status, String contentType, byte[] bytes) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), new Body.Whole(bytes));
    }

    /** 200 with a body that is produced while it is sent. */
    public static Answer streamed(String contentType, Writer writer) {
        return new Answer(200, Map.of(CONTENT_TYPE, contentType), new Body.Streamed(writer));
    }

    /**
     * 200 with a body that is written bit by bit for as long as its reader listens. Whoever writes it bounds how many
     * there are and how long each goes on, ends them when the process stops, and flushes what is to arrive.
     */
    public static Answer live(String contentType, Writer writer) {
        return new Answer(200, Map.of(CONTENT_TYPE, contentType), new Body.Live(writer));
    }

    /** A status without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new Body.Whole(new byte[0]));
    }

    /** The same with one more header, or with another value of it. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
