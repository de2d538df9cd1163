/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * One keep-alive HTTP/1.1 connection, opened when first needed and again after it broke. Not thread-safe.
 *
 * <p>A blocking socket with one write and one or two reads for a request is the cheapest client there is, and on two cores shared
 * with the server every microsecond the client takes is one that the measured server misses.
 */
public final class Connection implements Closeable {

    private final Target target;
    private final int timeoutMillis;
    private Optional<Open> open = Optional.empty();

    private record Open(Socket socket, OutputStream out, ResponseReader answers) {}

    /**
     * A connection that is not open yet.
     *
     * @param timeout longest wait for a connection, and for the next bytes of an answer
     */
    public Connection(Target target, Duration timeout) {
        this.target = target;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /**
     * Opens it, unless it is open.
     *
     * @throws IOException when nobody listens there
     */
    public void open() throws IOException {
        opened();
    }

    /**
     * Sends a request and reads the answer to it. Never sends twice: a request whose answer was lost is an error to count.
     *
     * @param request a whole HTTP/1.1 request
     * @throws IOException when no whole answer came; the next call opens a new connection
     */
    public RawResponse exchange(byte[] request) throws IOException {
        RawResponse response;
        try {
            Open current = opened();
            current.out.write(request);
            response = current.answers.read();
        } catch (IOException e) {
            close();
            throw e;
        }
        if (!response.keepAlive()) {
            close();
        }
        return response;
    }

    private Open opened() throws IOException {
        if (open.isEmpty()) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(timeoutMillis);
                socket.connect(target.address(), timeoutMillis);
                InputStream in = socket.getInputStream();
                open = Optional.of(new Open(socket, socket.getOutputStream(), new ResponseReader(in)));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
        return open.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            Socket socket = open.get().socket;
            open = Optional.empty();
            socket.close();
        }
    }
}
