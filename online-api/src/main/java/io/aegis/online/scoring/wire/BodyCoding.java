/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import io.aegis.online.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * How a message lies in a body, by the headers that say so.
 *
 * @param isProtobuf else it is JSON
 * @param packing around it
 */
public record BodyCoding(boolean isProtobuf, Packing packing) {

    /** Most bytes of a body: with the message in it, what the room for all requests admits by the usual heap. */
    public static final int MAX_PACKED = 3 << 20;

    /** Most bytes of the message in it. */
    public static final int MAX_MESSAGE = 6 << 20;

    /** The media type of Protocol Buffers. */
    public static final String PROTOBUF = "application/x-protobuf";

    /** Memory that a byte of the message may become. */
    public static final long WEIGHT_PER_BYTE = 3;

    /** The content codings that some senders use. */
    public enum Packing {
        /** As it is. */
        NONE,
        /** RFC 1952. */
        GZIP,
        /** A block of Snappy. */
        SNAPPY
    }

    /** What the headers of a request say; empty when it is neither protobuf nor JSON in UTF-8, or packed otherwise. */
    public static Optional<BodyCoding> of(Request request) {
        String[] type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", -1);
        boolean protobuf = type[0].strip().equals(PROTOBUF);
        if (!protobuf && !isUtf8Json(type)) {
            return Optional.empty();
        }
        return switch (request.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(new BodyCoding(protobuf, Packing.NONE));
            case "gzip", "x-gzip" -> Optional.of(new BodyCoding(protobuf, Packing.GZIP));
            case "snappy" -> protobuf ? Optional.of(new BodyCoding(true, Packing.SNAPPY)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isUtf8Json(String[] type) {
        for (int i = 1; i < type.length; i++) {
            String parameter = type[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return type[0].strip().equals("application/json");
    }

    /**
     * The message in a request's body, unpacked if that is in gzip.
     *
     * @throws IOException when it is not packed as it says
     * @throws io.aegis.problem.ProblemException 413 when the body or what is in it is too large, 503 when there is no room
     */
    public byte[] message(Request request) throws IOException {
        byte[] body = request.bytes(MAX_PACKED);
        byte[] message = packing == Packing.GZIP
                ? inTurn(request, body.length, () -> PackedBody.gunzip(body, MAX_MESSAGE, request::weigh))
                : body;
        request.weigh(WEIGHT_PER_BYTE * message.length);
        return message;
    }

    /** Reads something that is in memory already. */
    @FunctionalInterface
    public interface Reading<T> {

        /** Reads it. */
        T read() throws IOException;
    }

    /**
     * Reads when it is its turn, as {@link Request#read}.
     *
     * @throws IOException when it is not what it says
     */
    public static <T> T inTurn(Request request, int size, Reading<T> reading) throws IOException {
        try {
            return request.read(size, () -> {
                try {
                    return reading.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A cursor on a message. */
    public WireCursor cursor(byte[] message) throws IOException {
        return isProtobuf ? new ProtobufCursor(message) : new JsonCursor(message);
    }
}
