/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Writes the wall's responses to one connection: well-behaved answers, and the ways a broken server treats a client. */
final class Reply {

    private static final int FOREVER = 0;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Reply(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Sends a complete JSON answer. {@code headers} are whole lines such as {@code Retry-After: 7}. */
    void json(int status, String body, String... headers) throws IOException {
        send(status, "application/json", body, headers);
    }

    /** Sends a complete answer. */
    void send(int status, String contentType, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(status, contentType, bytes.length, headers);
        out.write(bytes);
        out.flush();
    }

    /** Promises the whole body, sends the first half and closes. */
    void cut(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(200, "application/json", bytes.length);
        out.write(bytes, 0, bytes.length / 2);
        out.flush();
        socket.close();
    }

    /** Sends one byte per {@code pause}, so that no read ever times out. */
    void drip(String body, Duration pause) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(200, "application/json", bytes.length);
        for (byte each : bytes) {
            out.write(each);
            out.flush();
            Thread.sleep(pause);
        }
    }

    /** Sends a body of blanks, as long as the client reads it, up to {@code length} bytes. */
    void flood(long length) throws IOException {
        byte[] blanks = new byte[64 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        head(200, "application/json", length);
        for (long sent = 0; sent < length; sent += blanks.length) {
            out.write(blanks, 0, (int) Math.min(blanks.length, length - sent));
        }
        out.flush();
    }

    /**
     * Waits before the answer.
     *
     * @throws EOFException when the client hangs up meanwhile
     */
    void pause(Duration length) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int idle = socket.getSoTimeout();
        socket.setSoTimeout((int) Math.max(1, length.toMillis()));
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException("the client has gone");
            }
            in.reset();
        } catch (SocketTimeoutException e) {
            // The client is as patient as it should be.
        } finally {
            socket.setSoTimeout(idle);
        }
        Thread.sleep(length.minusNanos(System.nanoTime() - start));
    }

    /** Sends nothing until the client hangs up. */
    void silence() throws IOException {
        socket.setSoTimeout(FOREVER);
        in.transferTo(OutputStream.nullOutputStream());
        socket.close();
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void head(int status, String contentType, long length, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(" Wall\r\nContent-Type: ")
                .append(contentType)
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
