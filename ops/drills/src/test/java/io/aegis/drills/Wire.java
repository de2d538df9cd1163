/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One connection of HTTP/1.1 that repeats nothing by itself, as clients in libraries do. */
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param headers by their names in small letters
     */
    record Answer(int status, Map<String, String> headers) {

        boolean closes() {
            return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        }
    }

    /** @throws java.net.ConnectException when nobody listens */
    Wire(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Posts JSON. @throws IOException when the connection breaks before the answer is there */
    Answer post(String path, String json) throws IOException {
        return exchange(json(path, json));
    }

    /** The bytes of a post of JSON. */
    static byte[] json(String path, String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + length + "\r\n\r\n";
        return (head + json).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a question. */
    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The status of what is answered on a connection of its own. */
    static int once(int port, byte[] request) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.exchange(request).status();
        }
    }

    /** Sends a whole request. @throws IOException when the connection breaks before the answer is there */
    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (in.readNBytes(length).length < length) {
            throw new EOFException("the answer breaks off");
        }
        return new Answer(status, headers);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
