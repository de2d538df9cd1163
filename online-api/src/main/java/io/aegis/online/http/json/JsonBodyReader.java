/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aegis.problem.ProblemException;
import io.helidon.http.BadRequestException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.ServerRequestHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lets JSON objects in, and nothing else: right type, UTF-8 without a malformed byte, strict JSON. */
public final class JsonBodyReader {

    private static final Header PLAIN_JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private JsonBodyReader() {}

    /**
     * Looks at what the body is said to be.
     *
     * @throws ProblemException 415 unless it is plain JSON in UTF-8
     */
    public static void requireJson(ServerRequestHeaders headers) {
        if (headers.contains(PLAIN_JSON) && !headers.contains(HeaderNames.CONTENT_ENCODING)) {
            // Nearly all: reading a media type takes a kilobyte.
            return;
        }
        boolean plain = headers.first(HeaderNames.CONTENT_ENCODING)
                .map(coding -> coding.equalsIgnoreCase("identity"))
                .orElse(true);
        if (!plain || contentType(headers).filter(JsonBodyReader::isJson).isEmpty()) {
            throw ProblemException.unsupportedMediaType(
                    "Content-Type: application/json, in UTF-8, without Content-Encoding");
        }
    }

    private static Optional<HttpMediaType> contentType(ServerRequestHeaders headers) {
        try {
            return headers.contentType();
        } catch (BadRequestException e) {
            return Optional.empty();
        }
    }

    private static boolean isJson(HttpMediaType type) {
        boolean json = type.mediaType().type().equalsIgnoreCase("application")
                && (type.mediaType().subtype().equalsIgnoreCase("json")
                        || type.mediaType().hasSuffix("json"));
        return json
                && type.charset().map(name -> name.equalsIgnoreCase("utf-8")).orElse(true);
    }

    /**
     * Reads an object.
     *
     * @param budget what may be made of it
     * @throws ProblemException 400 when the bytes are not UTF-8 or not exactly one JSON value, 422 when the value is no object or has
     *     too many values in it
     */
    public static JsonBody object(byte[] bytes, JsonBudget budget) {
        requireUtf8(bytes);
        try {
            return JsonBody.of(JsonFields.Located.in(bytes, budget)
                    .orElseThrow(() -> ProblemException.invalid("body", "must be a JSON object")));
        } catch (JsonProcessingException e) {
            throw malformed(position(e));
        }
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            if (!ascii(bytes)) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            }
        } catch (CharacterCodingException e) {
            throw ProblemException.malformed("The body is not UTF-8.");
        }
    }

    private static boolean ascii(byte[] bytes) {
        byte all = 0;
        for (byte each : bytes) {
            all |= each;
        }
        return all >= 0;
    }

    /** What is not JSON, or not as strict as it has to be. */
    static ProblemException malformed(String position) {
        return ProblemException.malformed("The body is not one JSON value without repeated names, at most "
                + StrictJson.MAX_DEPTH + " levels deep" + position + ".");
    }

    /** Where a text is no longer JSON, to be put behind a sentence; empty where that is not what is wrong. */
    public static String position(IOException e) {
        return Optional.of(e)
                .filter(JsonProcessingException.class::isInstance)
                .map(JsonProcessingException.class::cast)
                .map(JsonProcessingException::getLocation)
                .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                .orElse("");
    }
}
