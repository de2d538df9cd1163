/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads the HTTP/1.1 answers (RFC 9112) of one connection: status line, header fields, and a body with a length or in chunks.
 * Every size is bounded. Not thread-safe.
 */
final class ResponseReader {

    static final int MAX_LINE = 8 * 1024;
    static final int MAX_FIELDS = 100;
    static final int MAX_BODY = 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[MAX_LINE];
    private final byte[] line = new byte[MAX_LINE];
    private int position;
    private int limit;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next answer.
     *
     * @throws EOFException when the connection ended before the answer did
     * @throws ProtocolException when it is no HTTP/1.1 answer, or a larger one than the benchmark expects
     */
    RawResponse read() throws IOException {
        int status = status(line());
        Fields fields = new Fields();
        for (String field = line(); !field.isEmpty(); field = line()) {
            fields.add(field);
        }
        byte[] body = fields.chunked ? chunks() : exactly(fields.length);
        return new RawResponse(status, fields.serverNanos, fields.retryAfter, fields.keepAlive, body);
    }

    private static int status(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new ProtocolException("no HTTP/1.1 status line");
        }
        return (int) number(line.substring(9, 12), 10, 599);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (body.size() + size > MAX_BODY) {
                throw new ProtocolException("the body is too long");
            }
            body.write(exactly(size));
            line();
        }
        while (!line().isEmpty()) {
            // Trailer fields carry nothing that is measured.
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        return (int) number(extension < 0 ? size : size.substring(0, extension), 16, MAX_BODY);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            fill();
            int part = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, part);
            position += part;
            done += part;
        }
        return bytes;
    }

    private String line() throws IOException {
        int length = 0;
        while (true) {
            fill();
            byte next = buffer[position++];
            if (next == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.ISO_8859_1);
            }
            if (length == MAX_LINE) {
                throw new ProtocolException("a header line is too long");
            }
            line[length++] = next;
        }
    }

    private void fill() throws IOException {
        if (position < limit) {
            return;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        if (limit == 0) {
            throw new EOFException("the connection ended within an answer");
        }
    }

    private static long number(String digits, int radix, long most) throws ProtocolException {
        try {
            long number = Long.parseLong(digits.strip(), radix);
            if (number < 0 || number > most) {
                throw new ProtocolException("a number of the answer is out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            throw (ProtocolException) new ProtocolException("a number of the answer is none").initCause(e);
        }
    }

    /** The few header fields that matter here. */
    private static final class Fields {

        private int count;
        private int length;
        private boolean chunked;
        private boolean keepAlive = true;
        private OptionalLong serverNanos = OptionalLong.empty();
        private OptionalLong retryAfter = OptionalLong.empty();

        void add(String field) throws ProtocolException {
            int colon = field.indexOf(':');
            if (colon < 1 || ++count > MAX_FIELDS) {
                throw new ProtocolException("the header is malformed or too long");
            }
            String value = field.substring(colon + 1).strip();
            switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = (int) number(value, 10, MAX_BODY);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> keepAlive = !value.equalsIgnoreCase("close");
                case "server-timing" -> total(value);
                case "retry-after" -> retryAfter = seconds(value);
                default -> {
                    // Nothing that is measured.
                }
            }
        }

        private void total(String metrics) {
            Arrays.stream(metrics.split(","))
                    .map(String::strip)
                    .filter(metric -> metric.startsWith("total;dur="))
                    .map(metric -> metric.substring("total;dur=".length()))
                    .filter(millis -> millis.matches("\\d{1,9}(\\.\\d{1,9})?"))
                    .forEach(millis -> serverNanos = OptionalLong.of((long) (Double.parseDouble(millis) * 1e6)));
        }

        private static OptionalLong seconds(String value) {
            return value.matches("\\d{1,6}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
        }
    }
}
