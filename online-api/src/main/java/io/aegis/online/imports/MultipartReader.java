/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the parts of a {@code multipart/form-data} body (RFC 7578) one after the other, holding none of them. Each part has
 * to be done with before the next is asked for; what is unread of it is skipped. Not thread-safe.
 */
final class MultipartReader {

    /** Most characters of a boundary, by RFC 2046. */
    private static final int LONGEST_BOUNDARY = 70;

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_HEADERS = 16;
    private static final int MOST_PARTS = 64;

    private final DelimitedStream body;
    private int parts;

    /**
     * One part of a form.
     *
     * @param name of the field; empty without one
     * @param fileName that it came with
     * @param type what it is said to be
     * @param content reads it; throws {@link ProblemException} when the body ends before it does
     */
    record Part(String name, Optional<String> fileName, HeaderValue type, InputStream content) {}

    /** @throws ProblemException 400 when there can be no such boundary */
    MultipartReader(InputStream body, String boundary) {
        if (boundary.length() > LONGEST_BOUNDARY) {
            throw ProblemException.malformed(
                    "The boundary of the form has more than " + LONGEST_BOUNDARY + " characters.");
        }
        this.body = new DelimitedStream(body, ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The next part.
     *
     * @return empty at the end of the form
     * @throws ProblemException 400 when the form is not well-formed
     */
    Optional<Part> next() throws IOException {
        body.passDelimiter();
        String behind = line();
        if (behind.startsWith("--")) {
            return Optional.empty();
        }
        if (!behind.isBlank() || ++parts > MOST_PARTS) {
            throw malformed();
        }
        HeaderValue disposition = HeaderValue.of("");
        HeaderValue type = HeaderValue.of("");
        int headers = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 0 || ++headers > MOST_HEADERS) {
                throw malformed();
            }
            HeaderValue value = HeaderValue.of(header.substring(colon + 1));
            switch (header.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> disposition = value;
                case "content-type" -> type = value;
                default -> {}
            }
        }
        return Optional.of(
                new Part(disposition.parameter("name").orElse(""), disposition.parameter("filename"), type, body));
    }

    /** A line of the form itself, without its end. The end of the form needs none. */
    private String line() throws IOException {
        byte[] line = body.readLine(LONGEST_LINE).orElseThrow(MultipartReader::malformed);
        return new String(line, StandardCharsets.UTF_8);
    }

    static ProblemException malformed() {
        return ProblemException.malformed("The body is not a well-formed multipart form, or ends too early.");
    }
}
