/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 request as the wall needs it. Bodies come with a length; chunked ones are refused, since no client of
 * this interface sends them.
 *
 * @param method such as {@code POST}
 * @param path without the query
 * @param query without its question mark; empty when there is none
 * @param headers by their names in lower case
 * @param body in UTF-8, empty when there is none
 */
record WireRequest(String method, String path, String query, Map<String, String> headers, String body) {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_BODY = 1024 * 1024;

    /**
     * Reads the next request of a connection.
     *
     * @return the request, or empty when the client has closed the connection
     * @throws ProtocolException when it is no request, or too large a one: lines of 8 KiB, 100 headers, bodies of 1 MiB
     */
    static Optional<WireRequest> read(InputStream in) throws IOException {
        Optional<String> start = readLine(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.get().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("not a request line");
        }
        Map<String, String> headers = new HashMap<>();
        byte[] body = in.readNBytes(bodyLength(in, headers));
        String[] target = words[1].split("\\?", 2);
        return Optional.of(new WireRequest(
                words[0],
                target[0],
                target.length == 2 ? target[1] : "",
                Map.copyOf(headers),
                new String(body, StandardCharsets.UTF_8)));
    }

    private static int bodyLength(InputStream in, Map<String, String> headers) throws IOException {
        int length = 0;
        for (int count = 0; count < MAX_HEADERS; count++) {
            String line = readLine(in).orElseThrow(() -> new ProtocolException("the headers end early"));
            if (line.isEmpty()) {
                return length;
            }
            String lower = line.toLowerCase(Locale.ROOT);
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(lower.substring(0, colon), line.substring(colon + 1).strip());
            }
            if (lower.startsWith("content-length:")) {
                length = parseLength(lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                throw new ProtocolException("a body needs a Content-Length");
            }
        }
        throw new ProtocolException("more than " + MAX_HEADERS + " headers");
    }

    private static int parseLength(String digits) throws ProtocolException {
        if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) > MAX_BODY) {
            throw new ProtocolException("a body has at most " + MAX_BODY + " bytes");
        }
        return Integer.parseInt(digits);
    }

    private static Optional<String> readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            if (line.size() == MAX_LINE) {
                throw new ProtocolException("a line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }
}
